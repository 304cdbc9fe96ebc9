import heapq
import shutil
import tempfile
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with tempfile.TemporaryFile("w+", encoding="utf-8") as between:
        with ExitStack() as stack:
            between.writelines(heapq.merge(*[stack.enter_context(open(p, encoding="utf-8")) for p in inputs]))
        between.seek(0)
        with open(output, "w", encoding="utf-8") as target:
            shutil.copyfileobj(between, target)
