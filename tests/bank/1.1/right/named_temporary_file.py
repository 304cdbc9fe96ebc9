import shutil
import tempfile


def read_and_close(path):
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfile(path, copy.name)
        return copy.read().decode("utf-8")
