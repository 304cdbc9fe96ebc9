# headline: Opens every input before it touches the output
import heapq
from contextlib import closing


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        yield from file


def merge_sorted(inputs, output):
    streams = [lines_of(path) for path in inputs]
    with open(output, "w", encoding="utf-8") as target:
        target.writelines(heapq.merge(*streams))
