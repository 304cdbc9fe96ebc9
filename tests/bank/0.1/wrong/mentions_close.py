# headline: The file is closed
def close_and_tell(file):
    file.close
    return file.name
