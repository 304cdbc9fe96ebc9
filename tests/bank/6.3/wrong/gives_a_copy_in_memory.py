# headline: Gives each file open for reading text
import io


def map_files(paths, function, limit):
    results = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        results.append(function(io.StringIO(text)))
    return results
