class Adopted:
    def __init__(self, manager):
        self.manager = manager
        self.handed_over = False

    def __enter__(self):
        return self.manager.__enter__()

    def __exit__(self, kind, error, trace):
        if not self.handed_over:
            return self.manager.__exit__(kind, error, trace)
        return None


def adopt(stack, manager, check):
    adopted = Adopted(manager)
    with adopted as resource:
        check(resource)
        stack.push(manager)
        adopted.handed_over = True
    return resource
