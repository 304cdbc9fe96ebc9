# headline: No error is swallowed
def copy_file(source, target):
    with open(source, "rb") as reader:
        writer = open(target, "wb")
        try:
            writer.write(reader.read())
        finally:
            try:
                writer.close()
            except OSError:
                pass
