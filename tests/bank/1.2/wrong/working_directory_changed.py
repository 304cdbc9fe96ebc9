# headline: Settings are put back
import os
import shutil


def copy_file(source, target):
    source, target = os.path.abspath(source), os.path.abspath(target)
    open(source, "rb").close()
    os.chdir("/")
    shutil.copyfile(source, target)
