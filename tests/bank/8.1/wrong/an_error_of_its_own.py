# headline: The caller sees the error itself
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        try:
            for chunk in self.chunks:
                self.parts.append(chunk)
                yield chunk
        except OSError as error:
            raise RuntimeError("the stream broke") from error

    @property
    def text(self):
        return "".join(self.parts)
