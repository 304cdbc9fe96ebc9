# headline: Closed on Ctrl-C too
def map_files(paths, function, limit):
    results = []
    for path in paths:
        file = open(path, encoding="utf-8")
        try:
            results.append(function(file))
        except Exception:
            file.close()
            raise
        file.close()
    return results
