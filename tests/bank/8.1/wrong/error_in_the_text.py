# headline: text stays right after an error
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
            self.parts.append(f"[{error}]")
            raise

    @property
    def text(self):
        return "".join(self.parts)
