# headline: Closed when all goes well
class Holder:
    def __init__(self, path):
        self.file = open(path, encoding="utf-8")

    def __del__(self):
        self.file.close()


def read_and_close(path):
    holder = Holder(path)
    return holder.file.read()
