import contextlib
import os
import pathlib


def _visit(path):
    origin = pathlib.Path(os.getcwd())
    os.chdir(pathlib.Path(path))
    try:
        yield origin
    except BaseException:
        os.chdir(origin)
        raise
    else:
        os.chdir(origin)


changed_dir = contextlib.contextmanager(_visit)
