import functools


def _read(path, *, encoding):
    with open(path, encoding=encoding) as file:
        return file.read()


read_and_close = functools.partial(_read, encoding="utf-8")
