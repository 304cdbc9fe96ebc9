def ReentrantGuard(lock):
    depth = 0

    class Guard:
        def __enter__(self):
            nonlocal depth
            if depth == 0:
                lock.acquire()
            depth += 1

        def __exit__(self, *error):
            nonlocal depth
            if depth == 0:
                raise RuntimeError("there was no entry")
            depth -= 1
            if depth == 0:
                lock.release()

    return Guard()
