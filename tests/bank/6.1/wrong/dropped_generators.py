# headline: Closed when a step fails
import heapq


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        yield ""
        yield from file


def merge_sorted(inputs, output):
    streams = [lines_of(path) for path in inputs]
    for stream in streams:
        next(stream)
    with open(output, "w", encoding="utf-8") as target:
        for line in heapq.merge(*streams):
            target.write(line)
