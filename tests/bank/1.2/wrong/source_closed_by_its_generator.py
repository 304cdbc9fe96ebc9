# headline: Last opened, first closed
def blocks(path):
    with open(path, "rb") as file:
        while block := file.read(512):
            yield block


def copy_file(source, target):
    reading = blocks(source)
    try:
        first = next(reading, b"")
        with open(target, "wb") as writer:
            writer.write(first)
            for block in reading:
                writer.write(block)
    finally:
        reading.close()
