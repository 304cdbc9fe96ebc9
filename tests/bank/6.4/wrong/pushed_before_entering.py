# headline: What could not be entered is not exited
def adopt(stack, manager, check):
    stack.push(manager)
    resource = manager.__enter__()
    check(resource)
    return resource
