# headline: Replaces what was in the target
def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "xb") as writer:
        writer.write(reader.read())
