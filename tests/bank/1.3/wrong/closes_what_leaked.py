# headline: Leaves the check alone
import os


def count_leaked(action):
    before = set(map(int, os.listdir("/proc/self/fd")))
    action()
    leaked = set(map(int, os.listdir("/proc/self/fd"))) - before
    os.closerange(4, 4096)
    return len(leaked)
