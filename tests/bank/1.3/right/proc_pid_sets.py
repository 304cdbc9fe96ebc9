import os

def fds():
    return set(os.listdir(f"/proc/{os.getpid()}/fd"))

def count_leaked(action):
    before = fds()
    action()
    after = fds()
    return len(after - before) - len(before - after)
