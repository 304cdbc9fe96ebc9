# headline: Works for more paths than files may be open
from contextlib import ExitStack
from itertools import islice


def map_files(paths, function, limit):
    def rest(steps):
        batch = list(islice(steps, limit))
        if not batch:
            return []
        with ExitStack() as stack:
            files = [stack.enter_context(open(path, encoding="utf-8")) for path in batch]
            results = [function(file) for file in files]
        return results + rest(steps)

    return rest(iter(paths))
