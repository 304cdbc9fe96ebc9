# headline: Prints within reason
def read_and_close(path):
    while True:
        print("reading " * 1000)
