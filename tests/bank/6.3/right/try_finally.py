def map_files(paths, function, limit: int) -> list:
    results: list = []
    for path in paths:
        file = open(path, mode="rt", encoding="utf8")
        try:
            result = function(file)
        finally:
            file.close()
        results.append(result)
    return results
