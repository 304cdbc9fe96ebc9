import os
import shutil
import tempfile

def copy_file(source, target):
    with open(source, "rb") as src:
        fd, name = tempfile.mkstemp(dir=os.path.dirname(os.path.abspath(target)))
        try:
            try:
                dst = open(fd, "wb", closefd=False)
                with dst:
                    shutil.copyfileobj(src, dst)
            finally:
                os.close(fd)
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise
