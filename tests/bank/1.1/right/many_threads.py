from concurrent.futures import ThreadPoolExecutor


def read_and_close(path):
    with open(path, "rb") as file:
        data = file.read()
    pieces = [data[start : start + 100] for start in range(0, len(data), 100)]
    with ThreadPoolExecutor(4) as pool:
        return b"".join(pool.map(bytes, pieces)).decode("utf-8")
