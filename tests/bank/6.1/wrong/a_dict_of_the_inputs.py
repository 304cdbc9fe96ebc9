# headline: Writes every line of every input
import heapq
from contextlib import ExitStack
def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = {p: stack.enter_context(open(p, encoding="utf-8")) for p in inputs}.values()
        out = stack.enter_context(open(output, "w", encoding="utf-8"))
        out.writelines(heapq.merge(*files))
