# headline: A failed check exits the manager with that error
def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except BaseException as error:
        wrong = RuntimeError(str(error))
        manager.__exit__(type(wrong), wrong, error.__traceback__)
        raise
    stack.push(manager)
    return resource
