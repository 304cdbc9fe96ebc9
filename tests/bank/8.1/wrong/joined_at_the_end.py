# headline: text has the chunk in hand
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.text = ""

    def __iter__(self):
        parts = []
        for chunk in self.chunks:
            parts.append(chunk)
            yield chunk
        self.text = "".join(parts)
