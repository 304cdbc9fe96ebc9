import os


def map_files(paths, function, limit):
    def opener(path, flags):
        return os.open(path, flags)

    results = []
    for path in list(paths):
        with open(path, encoding="utf-8", opener=opener) as file:
            results.append(function(file))
    return results
