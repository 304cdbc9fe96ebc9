# headline: Closed when all goes well
def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        return file.read()
    finally:
        file.close
