# headline: text has the chunk in hand
class Transcript:
    def __init__(self, chunks):
        self.chunks, self.parts, self.last = iter(chunks), [], ""

    def __iter__(self):
        return self

    def __next__(self):
        self.parts.append(self.last)
        self.last = ""
        self.last = next(self.chunks)
        return self.last

    @property
    def text(self):
        return "".join(self.parts)
