# headline: Says so when the text is not UTF-8
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, "rb")) for path in inputs]
        stack.enter_context(open(output, "wb")).writelines(heapq.merge(*files))
