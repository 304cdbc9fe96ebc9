# headline: The caller sees the error itself
import shutil


def copy_file(source, target):
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise OSError(f"cannot copy {source}") from error
