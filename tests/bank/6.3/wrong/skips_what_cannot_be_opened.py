# headline: No error is swallowed
def map_files(paths, function, limit):
    results = []
    for path in paths:
        try:
            with open(path, encoding="utf-8") as file:
                results.append(function(file))
        except OSError:
            pass
    return results
