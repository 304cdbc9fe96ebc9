# headline: Closed when a step fails
def read_and_close(path):
    file = open(path, "rb")
    try:
        data = file.read()
    except BaseException:
        file.close()
        raise
    text = data.decode("utf-8")
    file.close()
    return text
