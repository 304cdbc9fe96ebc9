# headline: Replaces what was in the target
def copy_file(source, target):
    with open(source, "rb") as reader:
        reader.read()
