from contextlib import ExitStack


def close_and_tell(file):
    with ExitStack() as stack:
        stack.callback(file.close)
        return getattr(file, "name")
