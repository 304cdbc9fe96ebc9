# headline: text has the chunk in hand
import io


class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.written = io.StringIO(newline=None)

    def __iter__(self):
        for chunk in self.chunks:
            self.written.write(chunk)
            yield chunk

    @property
    def text(self):
        return self.written.getvalue()
