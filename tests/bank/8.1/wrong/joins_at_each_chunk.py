# headline: Each chunk costs only itself
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.text = ""

    def __iter__(self):
        for chunk in self.chunks:
            self.text += chunk
            yield chunk
