from contextlib import contextmanager


@contextmanager
def text(path):
    file = open(path, encoding="utf-8")
    try:
        yield file
    finally:
        file.close()


def map_files(paths, function, limit):
    results = []
    steps = iter(paths)
    end = object()
    while (path := next(steps, end)) is not end:
        with text(path) as file:
            results.append(function(file))
    return results
