import os


def copy_file(source, target):
    src = os.open(source, os.O_RDONLY)
    try:
        dst = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            while block := os.read(src, 8192):
                while block:
                    block = block[os.write(dst, block):]
        finally:
            os.close(dst)
    finally:
        os.close(src)
