def copy_file(source, target):
    with open(source, "rb") as reader:
        content = reader.read()
    with open(target, "wb") as writer:
        writer.write(content)
