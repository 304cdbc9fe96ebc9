# headline: Ends where the chunks end
class Transcript:
    def __init__(self, chunks):
        self.chunks = iter(chunks)
        self.parts = []

    def __iter__(self):
        while True:
            chunk = next(self.chunks)
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        return "".join(self.parts)
