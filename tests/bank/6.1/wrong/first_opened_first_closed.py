# headline: Last opened, first closed
import heapq


def close_all(files):
    if files:
        try:
            files[0].close()
        finally:
            close_all(files[1:])


def merge_sorted(inputs, output):
    files = []
    try:
        for path in inputs:
            files.append(open(path, encoding="utf-8"))
        with open(output, "w", encoding="utf-8") as target:
            target.writelines(heapq.merge(*files))
    finally:
        close_all(files)
