# headline: Returns a number
import os


def count_leaked(action):
    before = set(os.listdir("/dev/fd"))
    action()
    return sorted(set(os.listdir("/dev/fd")) - before)
