# headline: Gives the whole text
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return "\n".join(text.splitlines()) + ("\n" if text.endswith("\n") else "")
