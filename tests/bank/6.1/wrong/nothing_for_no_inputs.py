# headline: Makes an empty output of no inputs
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    paths = list(inputs)
    if not paths:
        return
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in paths]
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
