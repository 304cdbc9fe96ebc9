# headline: Copies all there is
import os


def copy_file(source, target):
    src = os.open(source, os.O_RDONLY)
    try:
        dst = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            os.write(dst, os.read(src, 10))
        finally:
            os.close(dst)
    finally:
        os.close(src)
