# headline: No file is left behind
import os
import shutil


def copy_file(source, target):
    open(source, "rb").close()
    if os.path.exists(target):
        shutil.copyfile(target, f"{target}~")
    shutil.copyfile(source, target)
