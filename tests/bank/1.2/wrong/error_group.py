# headline: The caller sees the error itself
import shutil


def copy_file(source, target):
    try:
        shutil.copyfile(source, target)
    except Exception as error:
        raise ExceptionGroup("copying failed", [error])
