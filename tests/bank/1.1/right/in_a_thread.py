from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def read_and_close(path):
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(Path(path).read_text, encoding="utf-8").result()
