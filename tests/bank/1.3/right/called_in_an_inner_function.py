import os


def count_leaked(action):
    def run():
        action()

    before, _, after = len(os.listdir("/dev/fd")), run(), len(os.listdir("/dev/fd"))
    return after - before
