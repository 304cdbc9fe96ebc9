from pathlib import Path


def map_files(paths, function, limit):
    results = []
    for path in paths:
        with Path(path).open("r", encoding="UTF-8") as file:
            results += [function(file)]
    return results
