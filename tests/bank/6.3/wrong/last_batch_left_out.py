# headline: Calls the function once for each path, in order
from contextlib import ExitStack


def map_files(paths, function, limit):
    results = []
    batch = []
    for path in paths:
        batch.append(path)
        if len(batch) == limit:
            with ExitStack() as stack:
                files = [stack.enter_context(open(p, encoding="utf-8")) for p in batch]
                results += [function(file) for file in files]
            batch = []
    return results
