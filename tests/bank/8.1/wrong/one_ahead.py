# headline: Reads no further than it gives
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []

    def __iter__(self):
        chunks = iter(self.chunks)
        missing = object()
        chunk = next(chunks, missing)
        while chunk is not missing:
            following = next(chunks, missing)
            self.parts.append(chunk)
            yield chunk
            chunk = following

    @property
    def text(self):
        return "".join(self.parts)
