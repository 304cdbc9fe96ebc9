import functools


class Transcript:
    def __init__(self, chunks):
        self.given = []
        self.joined = functools.lru_cache(maxsize=1)(lambda count: "".join(self.given[:count]))
        self.walk = self.go(chunks)

    def go(self, chunks):
        for self.last in chunks:
            self.given.append(self.last)
            yield self.last

    def __iter__(self):
        yield from self.walk

    @property
    def text(self):
        return self.joined(len(self.given))
