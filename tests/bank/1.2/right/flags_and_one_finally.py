def copy_file(source, target):
    reader = writer = None
    try:
        reader = open(source, "rb")
        writer = open(target, "wb")
        writer.write(reader.read())
    finally:
        try:
            if writer:
                writer.close()
        finally:
            if reader:
                reader.close()
