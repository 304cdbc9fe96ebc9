def pump(reader, writer):
    block = reader.read(4000)
    if block:
        writer.write(block)
        pump(reader, writer)


def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        pump(reader, writer)
