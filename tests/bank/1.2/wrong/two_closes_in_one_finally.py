# headline: Closed when another close fails
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
        writer.close()
        reader.close()
