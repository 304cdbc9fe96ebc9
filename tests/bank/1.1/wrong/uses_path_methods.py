# headline: Takes a path of either kind
def read_and_close(path):
    return path.read_text(encoding="utf-8")
