import threading


def map_files(paths, function, limit):
    places = threading.BoundedSemaphore(limit)

    def one(path):
        with places, open(path, encoding="utf-8") as file:
            return function(file)

    return [one(path) for path in paths]
