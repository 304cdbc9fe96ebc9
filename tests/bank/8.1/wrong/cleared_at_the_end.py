# headline: text stays right after the end
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk
        self.parts = []

    @property
    def text(self):
        return "".join(self.parts)
