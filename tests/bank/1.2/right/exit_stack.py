from contextlib import ExitStack


def copy_file(source, target):
    with ExitStack() as stack:
        reader = stack.enter_context(open(source, "rb"))
        writer = stack.enter_context(open(target, "wb"))
        for line in reader:
            writer.write(line)
