# headline: The caller sees the error itself
def read_and_close(path):
    with open(path, encoding="utf-8") as file:
        try:
            return file.read()
        except UnicodeDecodeError:
            raise
        except Exception as error:
            raise RuntimeError(f"cannot read {path}") from error
