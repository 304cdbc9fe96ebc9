GONE = (BrokenPipeError, ConnectionResetError)


class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream = stream
        self.on_gone = on_gone
        self.gone = []

    def __enter__(self):
        return self

    def write(self, data):
        try:
            view = memoryview(data)
            while True:
                count = self.stream.write(view)
                view = view[count:]
                if not len(view):
                    return None
        except GONE as error:
            self.gone.append(error)
            raise

    def flush(self):
        try:
            self.stream.flush()
        except GONE as error:
            self.gone.append(error)
            raise

    def __exit__(self, kind, error, traceback):
        quiet = any(error is gone for gone in self.gone)
        try:
            try:
                if error is None:
                    self.flush()
            finally:
                self.stream.close()
        except GONE as late:
            self.gone.append(late)
        if self.gone:
            self.on_gone()
        return quiet
