# headline: Never more open than the limit
from contextlib import ExitStack


def map_files(paths, function, limit):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in paths]
        return [function(file) for file in files]
