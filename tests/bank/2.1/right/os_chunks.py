import os

def first_line(path):
    fd = os.open(os.fspath(path), os.O_RDONLY)
    data = b""
    try:
        while b"\n" not in data:
            piece = os.read(fd, 7)
            if not piece:
                break
            data += piece
    finally:
        os.close(fd)
    return data.split(b"\n", 1)[0].decode("utf-8")
