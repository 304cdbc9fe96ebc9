# headline: Leaves the source as it is
import os
import shutil


def copy_file(source, target):
    shutil.copyfile(source, target)
    os.unlink(source)
