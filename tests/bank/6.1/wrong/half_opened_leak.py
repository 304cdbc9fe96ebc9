# headline: Closed when a step fails
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    files = [open(path, encoding="utf-8") for path in inputs]
    with ExitStack() as stack:
        for file in files:
            stack.enter_context(file)
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
