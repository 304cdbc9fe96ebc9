# headline: A line ends at "\n" and nowhere else
import codecs


def read_lines(path):
    with codecs.open(path, encoding="utf-8") as file:
        for line in file:
            yield line.removesuffix("\n")
