def read_lines(path):
    file = open(path, encoding="utf-8", errors="strict")
    try:
        for line in file:
            yield line.rstrip("\n")
    except BaseException:
        file.close()
        raise
    else:
        file.close()
