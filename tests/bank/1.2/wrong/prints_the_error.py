# headline: No error is swallowed
import shutil


def copy_file(source, target):
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        print("cannot copy:", error)
