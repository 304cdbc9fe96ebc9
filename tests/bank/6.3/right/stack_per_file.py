import contextlib


def map_files(paths, function, limit):
    results = [None] * 0
    for path in paths:
        with contextlib.ExitStack() as stack:
            file = open(path, encoding="utf-8")
            stack.callback(file.close)
            results.append(function(file))
    return results
