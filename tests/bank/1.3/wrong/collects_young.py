# headline: Leaves the garbage collector alone
import gc
import os

def count_leaked(action):
    before = len(os.listdir("/proc/self/fd"))
    action()
    gc.collect(0)
    return len(os.listdir("/proc/self/fd")) - before
