# headline: Each chunk costs only itself
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.parts = []
        self.text = ""

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk)
            self.text = "".join(self.parts)
            yield chunk
