import contextlib
import pathlib
class changed_dir(contextlib.chdir):
    def __enter__(self):
        old = pathlib.Path().absolute()
        super().__enter__()
        return old
