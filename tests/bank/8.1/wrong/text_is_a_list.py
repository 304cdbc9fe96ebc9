# headline: text is empty before the first chunk
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.text = []

    def __iter__(self):
        for chunk in self.chunks:
            self.text.append(chunk)
            yield chunk
