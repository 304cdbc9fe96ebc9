# headline: Takes a path of either kind
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(path.open(encoding="utf-8")) for path in inputs]
        target = stack.enter_context(output.open("w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
