import itertools


class Text:
    def __get__(self, transcript, _):
        return "" if transcript is None else "".join(itertools.islice(transcript.parts, transcript.count))


class Transcript:
    text = Text()

    def __init__(self, chunks):
        self.chunks, self.parts, self.count = chunks, [], 0

    def __iter__(self):
        for self.count, chunk in enumerate(self.chunks, 1):
            self.parts.append(chunk)
            yield chunk
