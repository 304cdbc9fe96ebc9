# headline: No error is swallowed
def map_files(paths, function, limit):
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            try:
                result = function(file)
            except Exception:
                file.seek(0)
                result = function(file)
            results.append(result)
    return results
