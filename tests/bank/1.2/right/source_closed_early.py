def copy_file(source, target):
    reader = open(source, "rb")
    try:
        content = reader.read()
    finally:
        reader.close()
    writer = open(target, "wb")
    try:
        writer.write(content)
    finally:
        writer.close()
