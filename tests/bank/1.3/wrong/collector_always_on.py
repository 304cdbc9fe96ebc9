# headline: Settings are put back
import gc
import os

def count_leaked(action):
    gc.disable()
    try:
        before = len(os.listdir("/proc/self/fd"))
        action()
        return len(os.listdir("/proc/self/fd")) - before
    finally:
        gc.enable()
