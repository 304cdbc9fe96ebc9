# headline: Says so when the text is not UTF-8
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8", errors="replace")) for path in inputs]
        stack.enter_context(open(output, "w", encoding="utf-8")).writelines(heapq.merge(*files))
