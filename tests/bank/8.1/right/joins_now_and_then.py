class Transcript:
    """Joins whenever as much is new as is old: each character is copied a few times at most."""

    def __init__(self, chunks):
        self.chunks, self.old, self.new, self.length = chunks, "", [], 0

    def __iter__(self):
        for chunk in self.chunks:
            self.new.append(chunk)
            self.length += len(chunk) + 1
            if self.length > len(self.old) + 1000:
                self.old, self.new, self.length = self.old + "".join(self.new), [], 0
            yield chunk

    @property
    def text(self):
        return self.old + "".join(self.new)
