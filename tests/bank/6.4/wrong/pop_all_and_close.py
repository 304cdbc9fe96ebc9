# headline: After a failure the stack is as it was
def adopt(stack, manager, check):
    resource = stack.enter_context(manager)
    try:
        check(resource)
    except BaseException:
        stack.pop_all().close()
        raise
    return resource
