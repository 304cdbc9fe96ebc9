class _Entered:
    def __init__(self, manager, resource):
        self.manager, self.resource = manager, resource
    def __enter__(self):
        return self.resource
    def __exit__(self, kind, error, trace):
        return self.manager.__exit__(kind, error, trace)
def adopt(stack, manager, check):
    entered = _Entered(manager, manager.__enter__())
    try:
        check(entered.resource)
    except BaseException as e:
        if entered.__exit__(type(e), e, e.__traceback__):
            raise
        raise
    return stack.enter_context(entered)
