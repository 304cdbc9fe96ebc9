# headline: Counts every descriptor that stays open
import os


def count_leaked(action):
    before = sum(name != "3" for name in os.listdir("/dev/fd"))
    action()
    return len(os.listdir("/dev/fd")) - before
