# headline: Counts every descriptor that stays open
import os


def count_leaked(action):
    action()
    return max(map(int, os.listdir("/proc/self/fd")))
