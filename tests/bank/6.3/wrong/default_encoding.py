# headline: Works in UTF-8 wherever it runs
def map_files(paths, function, limit):
    results = []
    for path in paths:
        with open(path) as file:
            results.append(function(file))
    return results
