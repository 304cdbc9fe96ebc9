# headline: Leaves the program running
import heapq
import sys
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        try:
            files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        except OSError:
            sys.exit("cannot open an input")
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
