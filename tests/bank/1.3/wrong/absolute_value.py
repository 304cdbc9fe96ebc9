# headline: Gives the net number
import os


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    action()
    return abs(len(os.listdir("/dev/fd")) - before)
