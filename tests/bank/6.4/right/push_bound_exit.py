def adopt(stack, manager, check):
    resource = type(manager).__enter__(manager)
    try:
        check(resource)
    except BaseException as error:
        manager.__exit__(type(error), error, error.__traceback__)
        raise
    stack.push(manager.__exit__)
    return resource
