# headline: Each chunk costs only itself
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.old, self.new = "", []

    def __iter__(self):
        for chunk in self.chunks:
            self.new.append(chunk)
            if len(self.new) == 10:
                self.old += "".join(self.new)
                self.new = []
            yield chunk

    @property
    def text(self):
        return self.old + "".join(self.new)
