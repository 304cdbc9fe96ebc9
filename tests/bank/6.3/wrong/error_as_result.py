# headline: No error is swallowed
def map_files(paths, function, limit):
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            try:
                results.append(function(file))
            except Exception as error:
                results.append(error)
    return results
