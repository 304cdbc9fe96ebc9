# headline: Closed when another close fails
from itertools import islice


def map_files(paths, function, limit):
    remaining = iter(paths)
    results = []
    while batch := list(islice(remaining, limit)):
        files = []
        try:
            for path in batch:
                files.append(open(path, encoding="utf-8"))
            results.extend(map(function, files))
        finally:
            for file in reversed(files):
                file.close()
    return results
