# headline: Leaves the program running
def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise SystemExit(f"cannot read {path}: {error}")
