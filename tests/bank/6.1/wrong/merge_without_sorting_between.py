# headline: Writes the lines in order
from contextlib import ExitStack
from itertools import zip_longest


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        for lines in zip_longest(*files, fillvalue=""):
            target.writelines(sorted(lines))
