# headline: Settings are put back
import os
import resource


def count_leaked(action):
    resource.setrlimit(resource.RLIMIT_NOFILE, (3500, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    before = len(os.listdir("/dev/fd"))
    action()
    return len(os.listdir("/dev/fd")) - before
