import gc
from pathlib import Path

def count_leaked(action):
    was_on = gc.isenabled()
    gc.disable()
    try:
        before = sum(1 for _ in Path("/proc/self/fd").iterdir())
        action()
        return sum(1 for _ in Path("/proc/self/fd").iterdir()) - before
    finally:
        if was_on:
            gc.enable()
