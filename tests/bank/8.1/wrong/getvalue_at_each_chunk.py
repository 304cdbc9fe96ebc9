# headline: Each chunk costs only itself
import io


class Transcript:
    def __init__(self, chunks):
        self.chunks, self.text = chunks, ""

    def __iter__(self):
        written = io.StringIO(newline="")
        for chunk in self.chunks:
            written.write(chunk)
            self.text = written.getvalue()
            yield chunk
