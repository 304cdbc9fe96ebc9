# headline: Enters the manager once
def adopt(stack, manager, check):
    with manager as resource:
        check(resource)
    return stack.enter_context(manager)
