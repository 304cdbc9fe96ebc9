from contextlib import ContextDecorator


class _Kept(ContextDecorator):
    __slots__ = ("cleanup",)

    def __enter__(self):
        return self.cleanup

    def __exit__(self, kind, error, traceback, /):
        second = self._try()
        if second is None:
            return
        if kind is None:
            raise second
        if isinstance(second, Exception):
            error.add_note(f"{second}")
            return
        raise second

    def _try(self):
        try:
            self.cleanup()
        except BaseException as second:
            return second
        return None


def keep_first(cleanup):
    kept = _Kept()
    kept.cleanup = cleanup
    return kept
