"""
>>> read_and_close.__name__
'read_and_close'
"""
import doctest


def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


doctest.testmod()
