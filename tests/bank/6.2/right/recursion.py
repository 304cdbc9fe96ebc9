def open_all(factories):
    resources = []

    def close():
        if resources:
            resource = resources.pop()
            try:
                resource.close()
            finally:
                close()

    try:
        for factory in factories:
            resources.append(factory())
    except BaseException as error:
        try:
            close()
        except BaseException:
            pass
        raise error
    return list(resources), close
