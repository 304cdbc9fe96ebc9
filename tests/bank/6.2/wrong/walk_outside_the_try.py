# headline: Closed when a step fails
def open_all(factories):
    opened = []

    def close():
        error = None
        while opened:
            try:
                opened.pop().close()
            except BaseException as failed:
                error = failed
        if error is not None:
            raise error

    for factory in factories:
        try:
            opened.append(factory())
        except BaseException:
            close()
            raise
    return list(opened), close
