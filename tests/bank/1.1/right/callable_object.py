class _ReadAndClose:
    """A function in the shape of an object."""

    encoding = "utf-8"

    def __call__(self, path):
        file = open(path, encoding=self.encoding)
        try:
            return file.read()
        finally:
            file.close()


read_and_close = _ReadAndClose()
