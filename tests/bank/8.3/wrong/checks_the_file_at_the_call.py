# headline: Opens at the first next
import os


def read_lines(path):
    if not os.path.exists(path):
        raise FileNotFoundError(path)

    def lines():
        with open(path, encoding="utf-8") as file:
            for line in file:
                yield line.removesuffix("\n")

    return lines()
