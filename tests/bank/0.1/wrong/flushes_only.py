# headline: The file is closed
def close_and_tell(file):
    file.flush()
    return file.name
