from contextlib import ExitStack


def opened(path):
    with ExitStack() as stack:
        file = stack.enter_context(open(path, encoding="utf-8"))
        return file, stack.pop_all()


def read_and_close(path):
    file, stack = opened(path)
    with stack:
        return file.read()
