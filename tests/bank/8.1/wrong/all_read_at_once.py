# headline: Reads no further than it gives
class Transcript:
    def __init__(self, chunks):
        self.chunks = list(chunks)
        self.given = 0

    def __iter__(self):
        for chunk in self.chunks:
            self.given += 1
            yield chunk

    @property
    def text(self):
        return "".join(self.chunks[: self.given])
