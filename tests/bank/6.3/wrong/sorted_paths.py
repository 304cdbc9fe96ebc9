# headline: Calls the function once for each path, in order
def map_files(paths, function, limit):
    results = []
    for path in sorted(paths, key=str):
        with open(path, encoding="utf-8") as file:
            results.append(function(file))
    return results
