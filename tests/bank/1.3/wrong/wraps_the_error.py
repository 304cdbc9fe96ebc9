# headline: The caller sees the error itself
import os


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    try:
        action()
    except Exception as error:
        raise RuntimeError("the action failed") from error
    return len(os.listdir("/dev/fd")) - before
