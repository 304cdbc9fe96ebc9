# headline: Counts every descriptor that stays open
import os


def count_leaked(action):
    before, after = len(os.listdir("/dev/fd")), len(os.listdir("/dev/fd"))
    action()
    return after - before
