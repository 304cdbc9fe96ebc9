import heapq
from contextlib import ExitStack


def open_all(paths):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in paths]
        return files, stack.pop_all()


def merge_sorted(inputs, output):
    files, stack = open_all(inputs)
    with stack, open(output, mode="w", encoding="utf-8") as target:
        for line in heapq.merge(*files):
            print(line, end="", file=target)
