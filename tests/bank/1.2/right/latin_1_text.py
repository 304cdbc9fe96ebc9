def copy_file(source, target):
    with open(source, encoding="latin-1", newline="") as reader:
        with open(target, "w", encoding="latin-1", newline="") as writer:
            writer.write(reader.read())
