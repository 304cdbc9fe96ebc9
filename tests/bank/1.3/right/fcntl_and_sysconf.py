import fcntl
import os


def now_open():
    count = 0
    for number in range(os.sysconf("SC_OPEN_MAX")):
        try:
            fcntl.fcntl(number, fcntl.F_GETFD)
        except OSError:
            continue
        count += 1
    return count


def count_leaked(action):
    start = now_open()
    action()
    return now_open() - start
