def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        return file.read()
    finally:
        try:
            file.close()
        except BaseException:
            file.close()
            raise
