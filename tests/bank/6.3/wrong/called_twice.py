# headline: Calls the function once for each path, in order
def map_files(paths, function, limit):
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            function(file)
            file.seek(0)
            results.append(function(file))
    return results
