# headline: Gives every chunk, as it came
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        return self

    def __next__(self):
        chunk = next(self.chunks)
        self.parts.append(chunk)
        return chunk

    @property
    def text(self):
        return "".join(self.parts)
