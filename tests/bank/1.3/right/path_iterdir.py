from pathlib import Path


def count_leaked(action) -> int:
    folder = Path("/proc/self/fd")
    before = sum(1 for _ in folder.iterdir())
    action()
    return sum(1 for _ in folder.iterdir()) - before
