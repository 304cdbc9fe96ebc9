# headline: Takes a path of either kind
import pathlib


def read_lines(path):
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.removesuffix("\n")
