import os


def read_and_close(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        text = bytearray()
        buffers = [bytearray(512), bytearray(512)]
        while (size := os.readv(fd, buffers)) > 0:
            text += b"".join(buffers)[:size]
    finally:
        os.close(fd)
    return text.decode()
