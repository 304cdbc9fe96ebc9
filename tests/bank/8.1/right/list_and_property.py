class Transcript:
    def __init__(self, chunks):
        self._chunks = chunks
        self._parts = []

    def __iter__(self):
        for chunk in self._chunks:
            self._parts.append(chunk)
            yield chunk

    @property
    def text(self):
        return "".join(self._parts)
