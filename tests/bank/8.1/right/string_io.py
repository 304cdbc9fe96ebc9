import io


class Transcript:
    __slots__ = ("_chunks", "_written")

    def __init__(self, chunks):
        self._chunks = chunks
        self._written = io.StringIO(newline="")

    def __iter__(self):
        for chunk in self._chunks:
            self._written.write(chunk)
            yield chunk

    @property
    def text(self):
        return self._written.getvalue()
