# headline: Each chunk costs only itself
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.data = b""

    def __iter__(self):
        for chunk in self.chunks:
            self.data += chunk.encode()
            yield chunk

    @property
    def text(self):
        return self.data.decode()
