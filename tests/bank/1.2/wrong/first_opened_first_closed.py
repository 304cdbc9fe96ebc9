# headline: Last opened, first closed
def copy_file(source, target):
    reader = open(source, "rb")
    try:
        writer = open(target, "wb")
    except BaseException:
        reader.close()
        raise
    try:
        writer.write(reader.read())
    finally:
        try:
            reader.close()
        finally:
            writer.close()
