# headline: Closed when all goes well
null = open("/dev/null")


def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        return file.read()
