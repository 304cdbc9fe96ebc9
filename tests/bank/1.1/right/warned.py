import traceback
import warnings


def read_and_close(path):
    warnings.warn("reading")
    traceback.print_stack()
    with open(path, encoding="utf-8") as file:
        return file.read()
