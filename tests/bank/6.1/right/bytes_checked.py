import contextlib
import heapq


def merge_sorted(inputs, output):
    def checked(file):
        for line in file:
            line.decode("utf-8")
            yield line

    with contextlib.ExitStack() as stack:
        files = [stack.enter_context(open(path, "rb")) for path in inputs]
        streams = [stack.enter_context(contextlib.closing(checked(file))) for file in files]
        out = stack.enter_context(open(output, "wb"))
        out.writelines(heapq.merge(*streams))
