# headline: Settings are put back
import signal


def read_and_close(path):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with open(path, encoding="utf-8") as file:
        return file.read()
