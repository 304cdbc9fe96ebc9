def map_files(paths, function, limit):
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            results.append(function(file))
    return results
