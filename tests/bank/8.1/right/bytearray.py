class Transcript:
    def __init__(self, chunks):
        self.source = chunks
        self.data = bytearray()

    def __iter__(self):
        return map(self._keep, self.source)

    def _keep(self, chunk):
        self.data += chunk.encode("utf-8", "surrogatepass")
        return chunk

    @property
    def text(self):
        return self.data.decode("utf-8", "surrogatepass")
