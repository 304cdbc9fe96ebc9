# headline: Gives every chunk, as it came
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            if chunk:
                self.parts.append(chunk)
                yield chunk

    @property
    def text(self):
        return "".join(self.parts)
