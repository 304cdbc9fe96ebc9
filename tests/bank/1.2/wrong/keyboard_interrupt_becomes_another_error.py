# headline: The caller sees the error itself
import shutil


def copy_file(source, target):
    try:
        shutil.copyfile(source, target)
    except KeyboardInterrupt:
        raise RuntimeError("interrupted") from None
