# headline: Closed when all goes well
files = {}


def read_and_close(path, cache=files):
    if path not in cache:
        cache[path] = open(path, encoding="utf-8")
    cache[path].seek(0)
    return cache[path].read()
