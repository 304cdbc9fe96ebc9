# headline: text is empty before the first chunk
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = None

    def __iter__(self):
        self.parts = []
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        return None if self.parts is None else "".join(self.parts)
