# headline: Never more open than the limit
def map_files(paths, function, limit):
    results = []
    last = None
    try:
        for path in paths:
            file = open(path, encoding="utf-8")
            if last is not None:
                last.close()
            last = file
            results.append(function(file))
    finally:
        if last is not None:
            last.close()
    return results
