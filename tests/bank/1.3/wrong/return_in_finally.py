# headline: No error is swallowed
import os


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    try:
        action()
    finally:
        return len(os.listdir("/dev/fd")) - before
