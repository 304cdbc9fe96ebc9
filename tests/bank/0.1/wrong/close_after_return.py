# headline: The file is closed
def close_and_tell(file):
    return file.name
    file.close()
