# headline: Calls the action once
import os


def count_leaked(action):
    action()
    before = len(os.listdir("/dev/fd"))
    action()
    return len(os.listdir("/dev/fd")) - before
