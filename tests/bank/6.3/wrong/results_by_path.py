# headline: Returns a list of the results, in order
def map_files(paths, function, limit):
    results = {}
    for path in paths:
        with open(path, encoding="utf-8") as f:
            results[path] = function(f)
    return list(results.values())
