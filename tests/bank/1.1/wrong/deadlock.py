# headline: Does not wait for ever
import threading

lock = threading.Lock()


def read_and_close(path):
    with lock, lock, open(path, encoding="utf-8") as file:
        return file.read()
