# headline: Takes a path of either kind
def copy_file(source, target):
    with open(source + "", "rb") as reader, open(target + "", "wb") as writer:
        writer.write(reader.read())
