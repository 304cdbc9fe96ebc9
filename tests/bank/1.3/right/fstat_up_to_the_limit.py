import os
import resource


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def now_open():
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sum(map(is_open, range(limit)))


def count_leaked(action):
    before = now_open()
    action()
    return now_open() - before
