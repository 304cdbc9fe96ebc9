# headline: Takes a path of either kind
def map_files(paths, function, limit):
    results = []
    for path in paths:
        with path.open(encoding="utf-8") as file:
            results.append(function(file))
    return results
