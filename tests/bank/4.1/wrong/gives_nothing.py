# headline: Gives an absolute Path
import contextlib


def changed_dir(path):
    return contextlib.chdir(path)
