class Copier:
    def __init__(self, source, target):
        self.source, self.target = source, target
        self.reader = self.writer = None

    def run(self):
        try:
            self.open()
            self.writer.write(self.reader.read())
        finally:
            self.close()

    def open(self):
        self.reader = open(self.source, "rb")
        self.writer = open(self.target, "wb")

    def close(self):
        try:
            if self.writer is not None:
                self.writer.close()
        finally:
            if self.reader is not None:
                self.reader.close()


def copy_file(source, target):
    Copier(source, target).run()
