# headline: Settings are put back
import gc
import os


def count_leaked(action):
    gc.disable()
    before = len(os.listdir("/dev/fd"))
    action()
    return len(os.listdir("/dev/fd")) - before
