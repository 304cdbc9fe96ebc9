# headline: Closed when a step fails
def map_files(paths, function, limit):
    results = []
    for path in paths:
        file = open(path, encoding="utf-8")
        results.append(function(file))
        file.close()
    return results
