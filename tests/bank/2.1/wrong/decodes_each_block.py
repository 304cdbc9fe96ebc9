# headline: Gives the first line
import os

def first_line(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        text = ""
        while "\n" not in text and (chunk := os.read(fd, 8192)):
            text += chunk.decode("utf-8")
        return text.partition("\n")[0]
    finally:
        os.close(fd)
