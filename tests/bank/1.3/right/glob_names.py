import glob


def count_leaked(action):
    before = len(glob.glob("/proc/self/fd/*"))
    action()
    return len(glob.glob("/proc/self/fd/*")) - before
