# headline: Closed when a step fails
import os


def count_leaked(action):
    folder = os.open("/proc/self/fd", os.O_RDONLY)
    before = len(os.listdir(folder))
    action()
    leaked = len(os.listdir(folder)) - before
    os.close(folder)
    return leaked
