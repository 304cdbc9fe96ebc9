# headline: Leaves the garbage collector alone
import gc
import os


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    action()
    gc.collect()
    return len(os.listdir("/dev/fd")) - before
