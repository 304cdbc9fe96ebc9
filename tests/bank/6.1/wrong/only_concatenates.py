# headline: Writes the lines in order
from contextlib import ExitStack


def merge_sorted(inputs, output):
    with ExitStack() as stack:
        files = [stack.enter_context(open(path, encoding="utf-8")) for path in inputs]
        target = stack.enter_context(open(output, "w", encoding="utf-8"))
        for file in files:
            target.writelines(file)
