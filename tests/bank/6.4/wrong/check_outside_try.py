# headline: A failed check exits the manager with that error
def adopt(stack, manager, check):
    resource = manager.__enter__()
    check(resource)
    stack.push(manager)
    return resource
