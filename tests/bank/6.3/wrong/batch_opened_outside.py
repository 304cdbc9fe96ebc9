# headline: Closed when a step fails
from contextlib import ExitStack
from itertools import islice


def map_files(paths, function, limit):
    remaining = iter(paths)
    results = []
    while batch := list(islice(remaining, limit)):
        files = [open(path, encoding="utf-8") for path in batch]
        with ExitStack() as stack:
            for file in files:
                stack.enter_context(file)
            results.extend(map(function, files))
    return results
