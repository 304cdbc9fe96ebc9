# headline: Opens the source before it touches the target
import os

def copy_file(source, target):
    os.stat(source)
    if os.path.isdir(source):
        raise IsADirectoryError(source)
    if not os.access(source, os.R_OK):
        raise PermissionError(source)
    with open(target, "wb") as dst:
        with open(source, "rb") as src:
            dst.write(src.read())
