# headline: Says so when a file cannot be opened
import os
import shutil


def copy_file(source, target):
    if os.path.isfile(source):
        shutil.copyfile(source, target)
