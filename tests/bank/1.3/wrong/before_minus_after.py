# headline: Gives the net number
import os


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    action()
    return before - len(os.listdir("/dev/fd"))
