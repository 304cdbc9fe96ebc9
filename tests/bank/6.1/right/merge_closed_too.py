import heapq
from contextlib import ExitStack, closing


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        with open(output, "w", encoding="utf-8") as target, closing(heapq.merge(*files)) as lines:
            for line in lines:
                target.write(line)
