# headline: Copies all there is
def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        for line in reader:
            if line.strip():
                writer.write(line)
