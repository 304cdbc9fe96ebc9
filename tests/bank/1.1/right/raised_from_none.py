def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        return file.read()
    except Exception as error:
        raise error from None
    finally:
        file.close()
