# headline: Writes every line of every input
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        for line in heapq.merge(*files):
            target.write(line.strip() + "\n")
