import os


def copy_file(source, target):
    src = os.open(source, os.O_RDONLY)
    try:
        size = os.fstat(src).st_size
        dst = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            for start in reversed(range(0, size, 4096)):
                os.pwrite(dst, os.pread(src, 4096, start), start)
        finally:
            os.close(dst)
    finally:
        os.close(src)
