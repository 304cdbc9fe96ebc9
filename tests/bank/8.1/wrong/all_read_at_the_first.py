# headline: Reads no further than it gives
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in list(self.chunks):
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        return "".join(self.parts)
