def read_and_close(path):
    failed = None
    text = None
    file = open(path, encoding="utf-8")
    try:
        text = file.read()
    except BaseException as error:
        failed = error
    try:
        file.close()
    except BaseException as error:
        failed = failed or error
    if failed is not None:
        raise failed
    return text
