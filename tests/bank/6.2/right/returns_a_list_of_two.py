import contextlib
import functools


def open_all(factories):
    stack = contextlib.ExitStack()
    resources = []
    with contextlib.ExitStack() as undo:
        undo.push(stack)
        for factory in iter(factories):
            resources += [factory()]
            stack.callback(functools.partial(type(resources[-1]).close, resources[-1]))
        undo.pop_all()
    return [resources, stack.close]
