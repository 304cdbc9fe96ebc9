# headline: Nothing goes on running
import time
from concurrent.futures import ThreadPoolExecutor


def read_and_close(path):
    pool = ThreadPoolExecutor(1)
    pool.submit(time.sleep, 30)
    pool.shutdown(wait=False)
    with open(path, encoding="utf-8") as file:
        return file.read()
