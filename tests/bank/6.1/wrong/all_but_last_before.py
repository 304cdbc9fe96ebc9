# headline: Opens every input before it touches the output
import heapq
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        paths = list(inputs)
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in paths[:-1]]
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        files += [stack.enter_context(open(path, encoding="utf-8")) for path in paths[-1:]]
        target.writelines(heapq.merge(*files))
