from contextlib import ExitStack


def read_and_close(path):
    with ExitStack() as stack:
        file = stack.enter_context(open(path, encoding="utf-8"))
        return file.read()
