class Opened:
    __slots__ = ("path", "file")

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.file = open(self.path, encoding="utf-8")
        return self.file

    def __exit__(self, *_):
        self.file.close()


class Mapper:
    def __init__(self, function):
        self.function = function

    def __call__(self, path):
        with Opened(path) as file:
            return self.function(file)


def map_files(paths, function, limit):
    return list(map(Mapper(function), paths))
