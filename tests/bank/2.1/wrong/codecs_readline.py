# headline: Gives the first line
import codecs

def first_line(path):
    with codecs.open(path, encoding="utf-8") as file:
        return file.readline().removesuffix("\n")
