# headline: Ends by itself
def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        while True:
            writer.write(reader.read(100))
