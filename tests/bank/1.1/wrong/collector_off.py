# headline: Settings are put back
import gc


def read_and_close(path):
    gc.disable()
    with open(path, encoding="utf-8") as file:
        return file.read()
