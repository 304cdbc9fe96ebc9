# headline: No file is left behind
import os
import shutil


def copy_file(source, target):
    with open(source, "rb") as reader:
        with open(f"{target}.lock", "x"):
            with open(target, "wb") as writer:
                shutil.copyfileobj(reader, writer)
        os.unlink(f"{target}.lock")
