class Cleanups:
    def __init__(self):
        self.errors = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if error is not None:
            self.errors.append(error)
        return True

    def finish(self):
        for error in self.errors:
            if not isinstance(error, Exception):
                raise error
        if len(self.errors) == 1:
            raise self.errors[0]
        elif self.errors:
            raise ExceptionGroup("cleanups failed", self.errors)


def run_cleanups(actions):
    cleanups = Cleanups()
    for action in sorted(enumerate(actions), key=lambda pair: -pair[0]):
        with cleanups:
            action[1]()
    cleanups.finish()
