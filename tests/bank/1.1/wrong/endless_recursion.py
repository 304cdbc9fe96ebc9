# headline: Ends by itself
def read_and_close(path):
    return read_and_close(path)
