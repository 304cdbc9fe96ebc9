import os


def first_line(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        content = b""
        while block := os.read(descriptor, 64):
            content += block
            if b"\n" in content:
                break
    finally:
        os.close(descriptor)
    return content.split(b"\n")[0].decode("utf-8")
