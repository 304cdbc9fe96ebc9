def _close_last_first(opened):
    first_error = None
    while opened:
        try:
            opened.pop().close()
        except BaseException as error:
            if first_error is None:
                first_error = error
    if first_error is not None:
        raise first_error


def open_all(factories):
    resources = []
    try:
        for factory in factories:
            resources.append(factory())
    except BaseException:
        _close_last_first(resources)
        raise
    to_close = list(resources)

    def close():
        _close_last_first(to_close)

    return resources, close
