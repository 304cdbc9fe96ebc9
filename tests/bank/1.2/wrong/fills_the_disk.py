# headline: Writes within reason
def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        while True:
            writer.write(bytes(1 << 20))
