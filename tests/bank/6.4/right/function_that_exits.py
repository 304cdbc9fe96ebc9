def adopt(stack, manager, check):
    kind = type(manager)
    enter, leave = kind.__enter__, kind.__exit__
    resource = enter(manager)
    try:
        check(resource)
    except BaseException as error:
        if not leave(manager, type(error), error, error.__traceback__):
            raise
    else:
        stack.push(lambda *details: leave(manager, *details))
    return resource
