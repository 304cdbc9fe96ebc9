# headline: Walks what it is given once
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    paths = inputs if isinstance(inputs, list) else list(inputs)
    with ExitStack() as stack:
        files = []
        while paths:
            files.append(stack.enter_context(open(paths.pop(), encoding="utf-8")))
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
