# headline: Counts more than files
import os


def files():
    names = os.listdir("/proc/self/fd")
    return sum(os.path.exists(os.readlink(f"/proc/self/fd/{name}")) for name in names if name != names[-1])


def count_leaked(action):
    before = files()
    action()
    return files() - before
