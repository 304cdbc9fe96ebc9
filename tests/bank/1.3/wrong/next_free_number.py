# headline: Counts high numbers too
import os


def next_free():
    number = os.dup(0)
    os.close(number)
    return number


def count_leaked(action):
    before = next_free()
    action()
    return next_free() - before
