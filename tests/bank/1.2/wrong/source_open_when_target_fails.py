# headline: Closed when a step fails
def copy_file(source, target):
    reader = open(source, "rb")
    writer = open(target, "wb")
    try:
        writer.write(reader.read())
    finally:
        try:
            writer.close()
        finally:
            reader.close()
