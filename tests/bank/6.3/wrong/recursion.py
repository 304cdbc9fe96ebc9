# headline: Works for more paths than files may be open
def map_files(paths, function, limit):
    def rest(steps):
        for path in steps:
            with open(path, encoding="utf-8") as file:
                result = function(file)
            return [result, *rest(steps)]
        return []

    return rest(iter(paths))
