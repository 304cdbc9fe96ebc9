# headline: Each chunk costs only itself
class Transcript:
    def __init__(self, chunks):
        self.chunks, self.parts, self.length = chunks, [], 0

    def __iter__(self):
        for chunk in self.chunks:
            self.parts.append(chunk)
            self.length = sum(map(len, self.parts))
            yield chunk

    @property
    def text(self):
        return "".join(self.parts)
