import shutil


def copy_file(source, target):
    shutil.copyfile(source, target)
