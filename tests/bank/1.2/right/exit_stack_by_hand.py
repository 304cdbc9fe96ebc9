from contextlib import ExitStack


def copy_file(source, target):
    stack = ExitStack()
    try:
        reader = open(source, "rb")
        stack.callback(reader.close)
        writer = open(target, "wb")
        stack.callback(writer.close)
        writer.writelines(reader)
    finally:
        stack.close()
