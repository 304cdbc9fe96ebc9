# headline: Counts every descriptor that stays open
import os


def count_leaked(action):
    action()
    return len(os.listdir("/dev/fd"))
