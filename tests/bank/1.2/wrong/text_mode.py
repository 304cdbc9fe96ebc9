# headline: Copies bytes, not text
def copy_file(source, target):
    with open(source) as reader, open(target, "w") as writer:
        writer.write(reader.read())
