# headline: Never more open than the limit
def map_files(paths, function, limit):
    return [function(open(path, encoding="utf-8")) for path in paths]
