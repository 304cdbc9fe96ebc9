# headline: Closed when all goes well
import heapq


def merge_sorted(inputs, output):
    files = [open(path, encoding="utf-8") for path in inputs]
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(heapq.merge(*files))
