# headline: Opens every input before it touches the output
import contextlib
import heapq
import os


def merge_sorted(inputs, output):
    try:
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
            target = stack.enter_context(open(output, "w", encoding="utf-8"))
            target.writelines(heapq.merge(*files))
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.remove(output)
        raise
