# headline: Each chunk costs only itself
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self._text = ""

    def __iter__(self):
        for chunk in self.chunks:
            self._text = f"{self._text}{chunk}"
            yield chunk

    @property
    def text(self):
        return self._text
