def Transcript(chunks):
    kept = []

    class View:
        @property
        def text(self):
            return "".join(kept)

        def __iter__(self):
            yield from (kept.append(chunk) or chunk for chunk in chunks)

    return View()
