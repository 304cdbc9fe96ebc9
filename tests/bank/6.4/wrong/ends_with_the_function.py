# headline: Hands the manager over to the stack
def adopt(stack, manager, check):
    with manager as resource:
        check(resource)
        return resource
