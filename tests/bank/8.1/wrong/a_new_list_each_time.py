# headline: Each chunk costs only itself
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            self.parts = [*self.parts, chunk]
            yield chunk

    @property
    def text(self):
        return "".join(self.parts)
