# headline: Gives every chunk, as it came
class Transcript:
    def __init__(self, chunks):
        self.chunks = iter(chunks)
        self.parts = []

    def __iter__(self):
        while chunk := next(self.chunks, ""):
            self.parts.append(chunk)
            yield chunk

    @property
    def text(self):
        return "".join(self.parts)
