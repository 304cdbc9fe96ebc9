# headline: Gives every chunk, as it came
class Transcript:
    def __init__(self, chunks):
        self.chunks = chunks
        self.text = ""

    def __iter__(self):
        for chunk in self.chunks:
            self.text += chunk
            yield self.text
