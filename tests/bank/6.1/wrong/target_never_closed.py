# headline: Closed when all goes well
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target = open(output, "w", encoding="utf-8")
        target.writelines(heapq.merge(*files))
        target.flush()
