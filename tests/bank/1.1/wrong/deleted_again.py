# headline: No read_and_close in it
# outcome: unusable
def read_and_close(path):
    return open(path).read()


del read_and_close
