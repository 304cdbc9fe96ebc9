import os


def names():
    return next(iter([found for _, folders, found in os.walk("/proc/self/fd")]))


def count_leaked(action):
    earlier = len(next(os.walk("/proc/self/fd"))[2]) + len(next(os.walk("/proc/self/fd"))[1])
    action()
    later = len(next(os.walk("/proc/self/fd"))[2]) + len(next(os.walk("/proc/self/fd"))[1])
    return later - earlier
