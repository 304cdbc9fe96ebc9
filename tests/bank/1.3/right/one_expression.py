import os

def count_leaked(action):
    return -len(os.listdir("/proc/self/fd")) + (lambda _: len(os.listdir("/proc/self/fd")))([action(), None][1])
