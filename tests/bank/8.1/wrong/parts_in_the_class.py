# headline: Each Transcript has its own text
class Transcript:
    parts = []

    def __init__(self, chunks):
        self.chunks = chunks
        type(self).parts.clear()

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        return "".join(self.parts)
