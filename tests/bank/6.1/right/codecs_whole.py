import codecs


def read(path):
    with codecs.open(path, "r", "utf-8") as file:
        return file.read()


def merge_sorted(inputs, output):
    text = "".join([read(path) for path in inputs])
    lines = text.split("\n")[:-1]
    lines.sort()
    with codecs.open(output, "w", encoding="utf-8") as target:
        for line in lines:
            target.write(line + "\n")
