# headline: Drops what the action returns
import os


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    result = action()
    return len(os.listdir("/dev/fd")) - before
