# headline: Gives the net number
import os


def count_leaked(action):
    before = set(os.listdir("/proc/self/fd"))
    action()
    return len(set(os.listdir("/proc/self/fd")) - before)
