# headline: Closed on Ctrl-C too
def copy_file(source, target):
    with open(source, "rb") as reader:
        writer = open(target, "wb")
        try:
            writer.write(reader.read())
        except Exception:
            writer.close()
            raise
        writer.close()
