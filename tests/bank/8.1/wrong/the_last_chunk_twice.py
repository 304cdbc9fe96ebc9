# headline: text stays right after the end
class Transcript:
    def __init__(self, chunks):
        self.chunks, self.parts = chunks, []

    def __iter__(self):
        chunk = ""
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk
        self.parts.append("\n")

    @property
    def text(self):
        return "".join(self.parts)
