import os


def count_leaked(action):
    before = len(os.listdir("/proc/self/fd"))
    result = action()
    del result
    return len(os.listdir("/proc/self/fd")) - before
