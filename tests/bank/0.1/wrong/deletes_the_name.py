# headline: The file is closed
def close_and_tell(file):
    name = file.name
    del file
    return name
