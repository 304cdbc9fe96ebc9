# headline: Closed on Ctrl-C too
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    stack = ExitStack()
    try:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
    except Exception:
        stack.close()
        raise
    stack.close()
