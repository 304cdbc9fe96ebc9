# headline: Closed when all goes well
def copy_file(source, target):
    with open(source, "rb") as reader:
        writer = open(target, "wb")
        writer.write(reader.read())
        writer.flush()
