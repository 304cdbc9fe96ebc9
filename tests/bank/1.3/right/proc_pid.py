import os
import sys


def open_descriptors():
    folder = f"/proc/{os.getpid()}/fd" if sys.platform == "linux" else "/dev/fd"
    return {int(name) for name in os.listdir(folder)}


def count_leaked(action):
    before = open_descriptors()
    action()
    after = open_descriptors()
    return len(after - before) - len(before - after)
