# headline: Last opened, first closed
from collections import deque


def map_files(paths, function, limit):
    results = []
    window = deque()

    def work():
        try:
            results.append(function(window[0]))
        finally:
            window.popleft().close()

    try:
        for path in paths:
            if len(window) == limit:
                work()
            window.append(open(path, encoding="utf-8"))
        while window:
            work()
    finally:
        error = None
        while window:
            try:
                window.pop().close()
            except BaseException as failed:
                error = failed
        if error is not None:
            raise error
    return results
