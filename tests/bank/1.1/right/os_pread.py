import os


def read_and_close(path):
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(fd).st_size
        text = bytearray()
        while len(text) < size:
            text += os.pread(fd, size - len(text), len(text))
        return text.decode("utf-8")
    finally:
        os.close(fd)
