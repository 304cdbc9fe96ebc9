# headline: Replaces what was in the target
def copy_file(source, target):
    with open(source, "rb") as reader:
        try:
            writer = open(target, "r+b")
        except FileNotFoundError:
            writer = open(target, "xb")
        with writer:
            writer.write(reader.read())
