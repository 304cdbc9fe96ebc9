from collections import deque
from collections.abc import Iterator


class _Chunks(Iterator):
    def __init__(self, chunks, kept):
        self._inner = iter(chunks)
        self._kept = kept

    def __next__(self):
        chunk = next(self._inner)
        self._kept.append(chunk)
        return chunk


class Transcript:
    def __init__(self, chunks):
        self._chunks = chunks
        self._kept = deque()

    def __iter__(self):
        return _Chunks(self._chunks, self._kept)

    @property
    def text(self):
        return "".join(self._kept)
