from pathlib import Path

def first_line(path):
    return Path(path).read_bytes().partition(b"\n")[0].decode()
