import os


def map_files(paths, function, limit):
    results = []
    for path in paths:
        number = os.open(path, os.O_RDONLY)
        try:
            file = os.fdopen(number, encoding="utf-8")
        except BaseException:
            os.close(number)
            raise
        with file:
            results.append(function(file))
    return results
