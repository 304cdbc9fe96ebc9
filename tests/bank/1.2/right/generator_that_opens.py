def blocks(path):
    with open(path, "rb") as file:
        while block := file.read(512):
            yield block


def copy_file(source, target):
    content = list(blocks(source))
    with open(target, "wb") as writer:
        writer.write(b"".join(content))
