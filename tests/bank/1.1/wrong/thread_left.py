# headline: Nothing goes on running
import threading
import time


def read_and_close(path):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    with open(path, encoding="utf-8") as file:
        return file.read()
