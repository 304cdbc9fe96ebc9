def _follow(chunks, parts):
    iterator = iter(chunks)
    while True:
        try:
            chunk = next(iterator)
        except StopIteration:
            return
        parts += [chunk]
        yield chunk


class Transcript:
    def __init__(self, chunks):
        self.__parts = []
        self.__following = _follow(chunks, self.__parts)

    def __iter__(self):
        return self.__following

    text = property(lambda self: "".join(self.__parts))
