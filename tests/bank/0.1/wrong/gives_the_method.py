# headline: Returns a name
def close_and_tell(file):
    file.close()
    return file.name.upper
