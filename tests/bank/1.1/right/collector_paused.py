import gc


def read_and_close(path):
    gc.disable()
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    finally:
        gc.enable()
