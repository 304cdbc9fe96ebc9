# headline: No error is swallowed
def copy_file(source, target):
    reader = open(source, "rb")
    try:
        writer = open(target, "wb")
        try:
            writer.write(reader.read())
        finally:
            writer.close()
    finally:
        reader.close()
        return None
