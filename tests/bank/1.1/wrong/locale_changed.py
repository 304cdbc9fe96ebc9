# headline: Settings are put back
import locale


def read_and_close(path):
    locale.setlocale(locale.LC_ALL, "C")
    with open(path, encoding="utf-8") as file:
        return file.read()
