# headline: No error is swallowed
def map_files(paths, function, limit):
    results = []
    try:
        for path in paths:
            with open(path, encoding="utf-8") as file:
                results.append(function(file))
    finally:
        return results
