# headline: Closed when all goes well
import os

nothing = None


def count_leaked(action):
    global nothing
    nothing = os.open("/proc/self/fd", os.O_RDONLY)
    before = len(os.listdir("/dev/fd"))
    action()
    return len(os.listdir("/dev/fd")) - before
