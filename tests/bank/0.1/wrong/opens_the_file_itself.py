# headline: The file is closed
def close_and_tell(file):
    with open(file.name) as another:
        return another.name
