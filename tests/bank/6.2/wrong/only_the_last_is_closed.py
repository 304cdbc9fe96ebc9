# headline: Closed when a step fails
def open_all(factories):
    resources = []
    try:
        for factory in factories:
            resources.append(factory())
    except BaseException:
        if len(resources):
            resources[-1].close()
        raise
    pending = list(resources)

    def close():
        if pending:
            try:
                pending.pop().close()
            finally:
                close()

    return resources, close
