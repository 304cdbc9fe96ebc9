# headline: Gives each file open for reading text
def map_files(paths, function, limit):
    return [function(path) for path in paths]
