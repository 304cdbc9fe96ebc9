# headline: Does not wait for ever
import time


def read_and_close(path):
    time.sleep(10_000)
