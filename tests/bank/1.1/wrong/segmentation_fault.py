# headline: Leaves the program running
import ctypes


def read_and_close(path):
    return ctypes.string_at(0)
