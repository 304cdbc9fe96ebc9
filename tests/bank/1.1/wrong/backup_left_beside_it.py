# headline: No file is left behind
import shutil


def read_and_close(path):
    shutil.copyfile(path, f"{path}.bak")
    with open(path, encoding="utf-8") as file:
        return file.read()
