def copy_file(source, target):
    reader = open(source, "rb")
    try:
        writer = open(target, "wb")
        try:
            while block := reader.read(65536):
                writer.write(block)
        finally:
            writer.close()
    finally:
        reader.close()
