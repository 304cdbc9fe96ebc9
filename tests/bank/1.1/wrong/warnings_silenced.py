# headline: Settings are put back
import warnings


def read_and_close(path):
    warnings.simplefilter("ignore")
    with open(path, encoding="utf-8") as file:
        return file.read()
