import contextlib


def read_lines(path):
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(open(path, encoding="utf-8"))
        yield from map(lambda line: line.partition("\n")[0], file)
