# headline: Finds every name it uses
# outcome: unusable
@closes_everything
def read_and_close(path):
    return open(path, encoding="utf-8").read()
