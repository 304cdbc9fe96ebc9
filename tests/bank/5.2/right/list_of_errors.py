import io
from contextlib import contextmanager


class PipeWriter:
    """Everything that this stream raised, and an ordinary finally."""

    def __init__(self, stream: io.RawIOBase | io.BufferedIOBase, on_gone) -> None:
        self._stream, self._on_gone = stream, on_gone
        self._found: list[BaseException] = []

    @contextmanager
    def _watched(self):
        try:
            yield self._stream
        except (BrokenPipeError, ConnectionResetError) as error:
            self._found.append(error)
            raise

    def __enter__(self):
        return self

    def write(self, data) -> int:
        data = bytes(data)
        done = 0
        with self._watched() as stream:
            while done < len(data):
                done += stream.write(data[done:])
        return done

    def flush(self) -> None:
        with self._watched() as stream:
            stream.flush()

    def __exit__(self, kind, error, traceback) -> bool:
        quiet = any(error is one for one in self._found)
        try:
            with self._watched() as stream:
                stream.close()
        except (BrokenPipeError, ConnectionResetError):
            pass
        if self._found:
            self._on_gone()
        return quiet
