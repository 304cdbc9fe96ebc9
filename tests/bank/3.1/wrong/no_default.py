# headline: Can be called as the exercise says
class Timer:
    def __init__(self, clock):
        self.clock = clock
        self.elapsed = None

    def __enter__(self):
        self.started = self.clock()
        return self

    def __exit__(self, *error):
        self.elapsed = self.clock() - self.started
