def copy_file(source, target):
    reader = open(source, "rb")
    try:
        writer = open(target, "wb")
        try:
            while True:
                byte = reader.read(1)
                if not byte:
                    break
                writer.write(byte)
        finally:
            writer.close()
    finally:
        reader.close()
