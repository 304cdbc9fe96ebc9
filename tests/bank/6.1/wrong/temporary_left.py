# headline: No file is left behind
import heapq
import os
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(p, encoding="utf-8")) for p in inputs]
        with open(f"{output}.new", "w", encoding="utf-8") as new:
            new.writelines(heapq.merge(*files))
        os.replace(f"{output}.new", output)
