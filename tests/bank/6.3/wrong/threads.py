# headline: Calls back in the same thread
from concurrent.futures import ThreadPoolExecutor


def map_files(paths, function, limit):
    def one(path):
        with open(path, encoding="utf-8") as file:
            return function(file)

    with ThreadPoolExecutor(1) as pool:
        return list(pool.map(one, list(paths)))
