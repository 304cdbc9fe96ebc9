class Transcript:
    def __init__(self, chunks):
        self._chunks = chunks
        self._parts = []
        self.failed = False

    def __iter__(self):
        try:
            for chunk in self._chunks:
                self._parts.append(chunk)
                yield chunk
        except BaseException:
            self.failed = True
            raise
        finally:
            self.finished = True

    @property
    def text(self):
        return str().join(self._parts)
