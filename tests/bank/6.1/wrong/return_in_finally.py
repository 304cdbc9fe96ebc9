# headline: No error is swallowed
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    stack = ExitStack()
    try:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        stack.enter_context(open(output, "w", encoding="utf-8")).writelines(heapq.merge(*files))
    finally:
        stack.close()
        return
