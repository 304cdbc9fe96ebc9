class Results:
    def __init__(self, paths, function):
        self._steps = iter(paths)
        self._function = function

    def __iter__(self):
        return self

    def __next__(self):
        path = next(self._steps)
        with open(path, encoding="utf-8") as file:
            return self._function(file)


def map_files(paths, function, limit):
    return [*Results(paths, function)]
