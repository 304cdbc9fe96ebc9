# headline: Calls the action in the same thread
import os
import threading


def count_leaked(action):
    before = len(os.listdir("/dev/fd"))
    thread = threading.Thread(target=action)
    thread.start()
    thread.join()
    return len(os.listdir("/dev/fd")) - before
