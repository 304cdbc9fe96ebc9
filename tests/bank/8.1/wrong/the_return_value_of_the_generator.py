# headline: text is empty before the first chunk
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks

    def __iter__(self):
        parts = []
        for chunk in self.chunks:
            parts.append(chunk)
            yield chunk
        return "".join(parts)
