# headline: Closed when a step fails
def blocks(path):
    with open(path, "rb") as file:
        yield file.read()


def copy_file(source, target):
    reading = blocks(source)
    content = next(reading)
    with open(target, "wb") as writer:
        writer.write(content)
    reading.close()
