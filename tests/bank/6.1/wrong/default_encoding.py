# headline: Works in UTF-8 wherever it runs
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path)) for path in inputs]
        target = stack.enter_context(open(output, "w"))
        target.writelines(heapq.merge(*files))
