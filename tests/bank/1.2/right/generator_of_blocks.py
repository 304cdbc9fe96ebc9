def blocks(file):
    while block := file.read(512):
        yield block


def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        writer.writelines(blocks(reader))
