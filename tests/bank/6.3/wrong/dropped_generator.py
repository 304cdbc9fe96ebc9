# headline: Closed when a step fails
def map_files(paths, function, limit):
    def opened():
        for path in paths:
            with open(path, encoding="utf-8") as file:
                yield file

    return [function(file) for file in opened()]
