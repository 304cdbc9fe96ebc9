# headline: Last opened, first closed
def open_all(factories):
    opened = []

    def close():
        error = None
        for resource in reversed(list(opened)):
            opened.remove(resource)
            try:
                resource.close()
            except BaseException as failed:
                error = failed
        while opened:
            opened.pop()
        if error is not None:
            raise error

    try:
        for factory in factories:
            opened.insert(0, factory())
    except BaseException:
        close()
        raise
    return opened[::-1], close
