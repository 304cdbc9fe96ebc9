# headline: Reads no further than it gives
class Transcript:
    def __init__(self, chunks):
        self.chunks = iter(chunks)
        self.parts = []

    def __iter__(self):
        self.first = list(next(self.chunks, None) for _ in range(1))
        return self

    def __next__(self):
        chunk = self.first.pop() if self.first else next(self.chunks)
        if chunk is None:
            raise StopIteration
        self.parts.append(chunk)
        return chunk

    @property
    def text(self):
        return "".join(self.parts)
