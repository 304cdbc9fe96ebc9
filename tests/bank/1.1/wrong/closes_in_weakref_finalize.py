# headline: Closed when all goes well
import weakref


class Holder:
    pass


def read_and_close(path):
    holder = Holder()
    file = open(path, encoding="utf-8")
    weakref.finalize(holder, file.close)
    return file.read()
