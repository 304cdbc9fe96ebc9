# headline: Opens every input before it touches the output
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        target = stack.enter_context(open(output, "a", encoding="utf-8"))
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target.truncate(0)
        target.writelines(heapq.merge(*files))
