class Transcript:
    def __init__(self, chunks):
        self.chunks = iter(chunks)
        self.parts = []

    def __iter__(self):
        return self

    def __next__(self):
        chunk = next(self.chunks)
        self.parts.append(chunk)
        return chunk

    def __getattr__(self, name):
        if name != "text":
            raise AttributeError(name)
        return "".join(self.parts)
