import contextlib


@contextlib.contextmanager
def all_open(paths):
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(open(path, encoding="UTF8")) for path in paths]


def merge_sorted(inputs, output):
    with all_open(inputs) as files:
        lines = sorted(line for file in files for line in file.readlines())
        with open(output, "wt", encoding="UTF8") as target:
            target.write("".join(lines))
