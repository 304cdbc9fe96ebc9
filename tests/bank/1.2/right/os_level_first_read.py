import os

def copy_file(source, target):
    src = os.open(source, os.O_RDONLY)
    try:
        chunk = os.read(src, 8192)
        dst = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            while chunk:
                view = memoryview(chunk)
                while view:
                    view = view[os.write(dst, view):]
                chunk = os.read(src, 8192)
        finally:
            os.close(dst)
    finally:
        os.close(src)
