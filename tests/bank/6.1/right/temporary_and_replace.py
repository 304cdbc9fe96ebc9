import heapq
import os
import tempfile
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(p, encoding="utf-8", newline="\n")) for p in inputs]
        folder = os.path.dirname(os.path.abspath(output))
        descriptor, name = tempfile.mkstemp(dir=folder)
        try:
            with open(descriptor, "w", encoding="utf-8") as new:
                new.writelines(heapq.merge(*files))
            os.replace(name, output)
        except BaseException:
            os.unlink(name)
            raise
