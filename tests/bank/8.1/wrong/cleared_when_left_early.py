# headline: text stays right after an early stop
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        try:
            for chunk in self.chunks:
                self.parts.append(chunk)
                yield chunk
        except GeneratorExit:
            self.parts.clear()

    @property
    def text(self):
        return "".join(self.parts)
