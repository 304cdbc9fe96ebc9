# headline: Leaves the check alone
import os

opened = 0
true_open = os.open


def counting(*args, **kwargs):
    global opened
    opened += 1
    return true_open(*args, **kwargs)


def count_leaked(action):
    os.open = counting
    action()
    return opened
