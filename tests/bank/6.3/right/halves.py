def map_files(paths, function, limit):
    paths = list(paths)
    if len(paths) > 1:
        middle = len(paths) // 2
        return map_files(paths[:middle], function, limit) + map_files(paths[middle:], function, limit)
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            results.append(function(file))
    return results
