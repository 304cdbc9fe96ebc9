# headline: Closed when all goes well
from contextlib import ExitStack


def copy_file(source, target):
    stack = ExitStack()
    reader = stack.enter_context(open(source, "rb"))
    writer = stack.enter_context(open(target, "wb"))
    writer.write(reader.read())
