# headline: Settings are put back
import signal


def read_and_close(path):
    signal.alarm(1000)
    with open(path, encoding="utf-8") as file:
        return file.read()
