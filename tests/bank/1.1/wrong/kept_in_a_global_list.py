# headline: Closed when all goes well
opened = []


def read_and_close(path):
    opened.append(open(path, encoding="utf-8"))
    return opened[-1].read()
