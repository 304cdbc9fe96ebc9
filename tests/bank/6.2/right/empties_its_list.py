def open_all(factories):
    resources = []
    def close():
        errors = []
        while resources:
            try:
                resources.pop().close()
            except BaseException as e:
                errors.append(e)
        if errors:
            raise errors[0]
    try:
        resources.extend(f() for f in factories)
    except BaseException:
        close()
        raise
    return resources, close
