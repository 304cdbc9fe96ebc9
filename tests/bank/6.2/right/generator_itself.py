from contextlib import ExitStack


def open_all(factories):
    def hold():
        with ExitStack() as stack:
            resources = []
            for factory in factories:
                resource = factory()
                stack.callback(resource.close)
                resources.append(resource)
            yield resources

    holding = hold()
    return next(holding), holding.close
