import os


def count_leaked(action):
    numbers = range(10_000)
    before = sum(os.path.lexists(f"/proc/self/fd/{n}") for n in numbers)
    action()
    return sum(os.path.lexists(f"/proc/self/fd/{n}") for n in numbers) - before
