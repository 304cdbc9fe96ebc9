# headline: A failed check exits the manager with that error
def adopt(stack, manager, check):
    resource = stack.enter_context(manager)
    check(resource)
    return resource
