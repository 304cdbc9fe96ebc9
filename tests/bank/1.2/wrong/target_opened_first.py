# headline: Opens the source before it touches the target
def copy_file(source, target):
    with open(target, "wb") as writer, open(source, "rb") as reader:
        writer.write(reader.read())
