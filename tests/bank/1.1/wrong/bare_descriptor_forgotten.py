# headline: Closed when all goes well
import os


def read_and_close(path):
    fd = os.open(path, os.O_RDONLY)
    text = b""
    while block := os.read(fd, 1 << 16):
        text += block
    return text.decode("utf-8")
