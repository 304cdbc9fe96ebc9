# headline: Calls the function once for each path, in order
def map_files(paths, function, limit):
    results = []
    known = {}
    for path in paths:
        if path in known:
            results.append(known[path])
            continue
        with open(path, encoding="utf-8") as f:
            known[path] = function(f)
            results.append(known[path])
    return results
