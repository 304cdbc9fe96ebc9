def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
    except BaseException:
        file.close()
        raise
    else:
        file.close()
    return text
