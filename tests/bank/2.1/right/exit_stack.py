import contextlib


def first_line(path):
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(open(path, encoding="utf8"))
        return next(file, "").replace("\n", "")
