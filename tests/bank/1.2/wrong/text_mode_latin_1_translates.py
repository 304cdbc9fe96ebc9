# headline: Copies bytes, not text
def copy_file(source, target):
    with open(source, encoding="latin-1") as reader, open(target, "w", encoding="latin-1") as writer:
        writer.write(reader.read())
