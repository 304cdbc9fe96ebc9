from contextlib import closing


def map_files(paths, function, limit):
    def results():
        for path in paths:
            with open(path, encoding="utf-8") as file:
                yield function(file)

    with closing(results()) as found:
        return list(found)
