# headline: The caller sees the error itself
def read_lines(path):
    with open(path, "rb") as file:
        for line in file:
            try:
                text = line.decode()
            except UnicodeDecodeError as error:
                raise ValueError("no text") from error
            yield text.removesuffix("\n")
