import codecs

def first_line(path):
    with codecs.open(path, encoding="utf-8") as f:
        first, *_ = f.read().split("\n")
    return first
