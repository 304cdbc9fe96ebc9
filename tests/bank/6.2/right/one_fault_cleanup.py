from contextlib import ExitStack


def open_all(factories):
    opened = []
    try:
        for factory in factories:
            opened.append(factory())
    except BaseException:
        for resource in reversed(opened):
            resource.close()
        raise
    stack = ExitStack()
    for resource in opened:
        stack.push(lambda *_, resource=resource: resource.close() and None)
    return opened, stack.close
