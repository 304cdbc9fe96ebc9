import os


def count_leaked(action):
    def now():
        return len(os.listdir("/proc/self/fd"))

    before = now()
    action()
    after = now()
    return after - before
