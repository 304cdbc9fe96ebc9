import weakref


def read_and_close(path):
    file = open(path, encoding="utf-8")
    close = weakref.finalize(file, file.close)
    try:
        return file.read()
    finally:
        close.detach()
        file.close()
