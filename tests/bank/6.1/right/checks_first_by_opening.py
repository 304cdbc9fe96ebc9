from contextlib import ExitStack
from heapq import merge


def merge_sorted(inputs, output):
    paths = list(inputs)
    for path in paths:
        with open(path, encoding="utf-8"):
            pass
    with open(output, "w", encoding="utf-8") as target, ExitStack() as stack:
        for line in merge(*(stack.enter_context(open(path, encoding="utf-8")) for path in paths)):
            target.write(line)
