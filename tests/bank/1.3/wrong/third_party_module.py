# headline: Needs only what Python brings along
# outcome: unusable
import psutil


def count_leaked(action):
    before = psutil.Process().num_fds()
    action()
    return psutil.Process().num_fds() - before
