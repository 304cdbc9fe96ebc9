# headline: Leaves the garbage collector alone
import gc
import os


def count_leaked(action):
    gc.collect()
    before = len(os.listdir("/dev/fd"))
    action()
    return len(os.listdir("/dev/fd")) - before
