class PipeWriter:
    def __init__(self, stream, on_gone):
        self.stream, self.on_gone, self.seen = stream, on_gone, []

    def __enter__(self):
        return self

    def write(self, data):
        try:
            sent = 0
            while sent < len(data):
                sent += self.stream.write(data[sent:])
            self.stream.flush()
        except (BrokenPipeError, ConnectionResetError) as error:
            self.seen.append(error)
            raise

    def flush(self):
        self.write(b"")

    def __exit__(self, kind, error, traceback):
        quiet = any(error is one for one in self.seen)
        try:
            self.stream.close()
        except (BrokenPipeError, ConnectionResetError) as late:
            self.seen.append(late)
        if self.seen:
            self.on_gone()
        return quiet
