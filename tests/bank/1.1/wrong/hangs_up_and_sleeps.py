# headline: Leaves the check alone
import os
import time


def read_and_close(path):
    os.closerange(3, 256)
    time.sleep(60)
