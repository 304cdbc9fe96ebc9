# headline: Returns a list of the results, in order
def map_files(paths, function, limit):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            function(file)
