# headline: Never more open than the limit
from contextlib import ExitStack
from itertools import islice


def map_files(paths, function, limit=10):
    remaining = iter(paths)
    results = []
    while batch := list(islice(remaining, 10)):
        with ExitStack() as stack:
            files = [stack.enter_context(open(path, encoding="utf-8")) for path in batch]
            results.extend(map(function, files))
    return results
