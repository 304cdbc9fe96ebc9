import io


def map_files(paths, function, limit):
    results = []
    for path in paths:
        with open(path, "rb") as raw, io.TextIOWrapper(raw, encoding="utf-8") as file:
            results.append(function(file))
    return results
