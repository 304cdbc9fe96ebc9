# headline: Nothing goes on running
import _thread
import time


def read_and_close(path):
    _thread.start_new_thread(time.sleep, (60,))
    with open(path, encoding="utf-8") as file:
        return file.read()
