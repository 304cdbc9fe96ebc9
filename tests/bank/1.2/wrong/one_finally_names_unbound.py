# headline: The caller sees the error itself
def copy_file(source, target):
    try:
        reader = open(source, "rb")
        writer = open(target, "wb")
        writer.write(reader.read())
    finally:
        try:
            writer.close()
        finally:
            reader.close()
