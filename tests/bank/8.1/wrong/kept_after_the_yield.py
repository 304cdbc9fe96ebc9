# headline: text has the chunk in hand
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            yield chunk
            self.parts.append(chunk)

    @property
    def text(self):
        return "".join(self.parts)
