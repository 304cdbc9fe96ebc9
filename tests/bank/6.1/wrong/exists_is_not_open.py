# headline: Opens every input before it touches the output
import heapq
import os
from contextlib import ExitStack


def merge_sorted(inputs, output):
    inputs = list(inputs)
    for path in inputs:
        if not os.path.exists(path):
            raise FileNotFoundError(path)
    with open(output, "w", encoding="utf-8") as target, ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target.writelines(heapq.merge(*files))
