# headline: Finds every name it uses
def read_and_close(path):
    return Path(path).read_text(encoding="utf-8")
