# headline: Closed when a step fails
def copy_file(source, target):
    reader = open(source, "rb")
    writer = open(target, "wb")
    writer.write(reader.read())
    writer.close()
    reader.close()
