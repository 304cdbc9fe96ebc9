# headline: Returns a number
import os


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    action()
    return len(os.listdir("/dev/fd")) > before
