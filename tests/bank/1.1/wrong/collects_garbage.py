# headline: Closed when all goes well
import gc


def read_and_close(path):
    text = open(path, encoding="utf-8").read()
    gc.collect()
    return text
