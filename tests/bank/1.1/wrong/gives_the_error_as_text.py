# headline: No error is swallowed
def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except Exception as error:
        return f"Error: {error}"
