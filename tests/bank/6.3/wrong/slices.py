# headline: Walks what it is given once
from contextlib import ExitStack


def map_files(paths, function, limit):
    results = []
    for start in range(0, 1000, limit):
        with ExitStack() as stack:
            files = [stack.enter_context(open(path, encoding="utf-8")) for path in paths[start : start + limit]]
            results += [function(file) for file in files]
    return results
