# headline: Gives every chunk, as it came
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        for chunk in self.chunks:
            for character in chunk:
                self.parts.append(character)
                yield character

    @property
    def text(self):
        return "".join(self.parts)
