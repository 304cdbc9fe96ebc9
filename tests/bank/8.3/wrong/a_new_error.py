# headline: The caller sees the error itself
def read_lines(path):
    try:
        with open(path, encoding="utf-8") as file:
            for line in file:
                yield line.removesuffix("\n")
    except OSError as error:
        raise RuntimeError(f"cannot read {path}") from error
