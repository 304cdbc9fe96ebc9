# headline: No error is swallowed
import contextlib
import heapq


def merge_sorted(inputs, output):
    with contextlib.ExitStack() as stack:
        files = []
        for path in inputs:
            with contextlib.suppress(FileNotFoundError):
                files.append(stack.enter_context(open(path, encoding="utf-8")))
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        target.writelines(heapq.merge(*files))
