# headline: text stays right after the end
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []
        self.over = False

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk)
            yield chunk
        self.over = True

    @property
    def text(self):
        text = "".join(self.parts)
        return text.strip() if self.over else text
