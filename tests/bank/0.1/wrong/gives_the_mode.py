# headline: Gives the file's own name
def close_and_tell(file):
    file.close()
    return file.encoding
