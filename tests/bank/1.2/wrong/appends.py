# headline: Replaces what was in the target
def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "ab") as writer:
        writer.write(reader.read())
