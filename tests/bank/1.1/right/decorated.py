import functools


def with_open_file(function):
    @functools.wraps(function)
    def wrapper(path):
        file = open(path, encoding="utf-8")
        try:
            return function(file)
        finally:
            file.close()

    return wrapper


@with_open_file
def read_and_close(file):
    return file.read()
