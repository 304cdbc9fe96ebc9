# headline: Gives every chunk, as it came
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk.strip())
            yield self.parts[-1]

    @property
    def text(self):
        return "".join(self.parts)
