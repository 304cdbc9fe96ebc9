# headline: Walks what it is given once
def map_files(paths, function, limit):
    results = [None] * len(paths)
    for number, path in enumerate(paths):
        with open(path, encoding="utf-8") as file:
            results[number] = function(file)
    return results
