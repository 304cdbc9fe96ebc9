# headline: Drops what the action returns
import os

results = []


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    results.append(action())
    return len(os.listdir("/dev/fd")) - before
