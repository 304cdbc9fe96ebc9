# headline: Calls the check once, with the resource
def adopt(stack, manager, check):
    check(manager)
    return stack.enter_context(manager)
