# headline: Calls the function once for each path, in order
from contextlib import ExitStack
from itertools import islice


def map_files(paths, function, limit):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in islice(paths, limit)]
        return [function(file) for file in files]
