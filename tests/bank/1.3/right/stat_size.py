import os


def readable(number):
    try:
        return bool(os.readlink(f"/proc/self/fd/{number}"))
    except OSError:
        return False


def count_leaked(action):
    highest = os.sysconf("SC_OPEN_MAX")
    before = [n for n in range(highest) if readable(n)]
    action()
    after = [n for n in range(highest) if readable(n)]
    return len(after) - len(before)
