import os, contextlib, pathlib
class changed_dir(contextlib.AbstractContextManager, contextlib.ContextDecorator):
    def __init__(self, path): self._p = path
    def __enter__(self):
        self._s = contextlib.ExitStack()
        try:
            fd = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            self._s.callback(os.close, fd)
            here = pathlib.Path(os.getcwd())
            self._s.callback(os.fchdir, fd)
            os.chdir(self._p)
        except BaseException:
            self._s.close(); raise
        return here
    def __exit__(self, *e):
        return self._s.__exit__(*e)
