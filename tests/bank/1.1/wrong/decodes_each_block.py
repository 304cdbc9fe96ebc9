# headline: Keeps each character whole
import os

def read_and_close(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        text = ""
        while chunk := os.read(fd, 4096):
            text += chunk.decode("utf-8")
        return text
    finally:
        os.close(fd)
