# headline: Returns a list of the results, in order
def map_files(paths, function, limit):
    def one(path):
        with open(path, encoding="utf-8") as file:
            return function(file)

    return (one(path) for path in list(paths))
