# headline: text has the chunk in hand
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        text = "".join(self.parts)
        self.parts.clear()
        return text
