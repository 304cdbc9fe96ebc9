# headline: A failed check exits the manager with that error
def adopt(stack, manager, check):
    resource = manager.__enter__()
    try:
        check(resource)
    except BaseException:
        manager.__exit__(None, None, None)
        raise
    stack.push(manager)
    return resource
