# headline: Reads no further than it gives
class Transcript:
    def __init__(self, chunks):
        self.chunks = iter(chunks)
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        self.parts.extend(self.chunks)
        return "".join(self.parts)
