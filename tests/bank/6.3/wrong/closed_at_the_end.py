# headline: Never more open than the limit
from contextlib import ExitStack


def map_files(paths, function, limit):
    results = []
    with ExitStack() as stack:
        for path in paths:
            file = stack.enter_context(open(path, encoding="utf-8"))
            results.append(function(file))
    return results
