# headline: Closed on Ctrl-C too
def first_line(path):
    file = open(path, encoding="utf-8")
    try:
        line = file.readline().removesuffix("\n")
    except Exception:
        file.close()
        raise
    file.close()
    return line
