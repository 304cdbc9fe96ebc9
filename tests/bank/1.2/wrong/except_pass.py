# headline: No error is swallowed
def copy_file(source, target):
    with open(source, "rb") as reader:
        try:
            with open(target, "wb") as writer:
                writer.write(reader.read())
        except:
            pass
