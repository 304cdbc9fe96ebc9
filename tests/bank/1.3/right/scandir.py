import os


def count():
    with os.scandir("/proc/self/fd") as entries:
        return sum(1 for _ in entries)


def count_leaked(action):
    total = -count()
    action()
    total += count()
    return total
