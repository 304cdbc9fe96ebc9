from contextlib import AbstractContextManager


class translate(AbstractContextManager):
    def __init__(self, mapping):
        self._given = mapping

    def __enter__(self):
        self._table = {**self._given}
        return None

    def __exit__(self, kind, error, traceback):
        found = [self._table[base] for base in type(error).__mro__ if base in self._table] if kind else []
        if found:
            raise found[0](str(error)) from error
