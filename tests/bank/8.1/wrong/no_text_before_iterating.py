# headline: text is empty before the first chunk
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks

    def __iter__(self):
        self.parts = []
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        return "".join(self.parts)
