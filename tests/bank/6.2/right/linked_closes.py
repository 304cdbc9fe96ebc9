def open_all(factories):
    resources = []

    def close():
        pass

    def also(resource, others):
        state = [True]

        def close():
            if not state:
                return
            state.clear()
            try:
                resource.close()
            finally:
                others()

        return close

    try:
        for factory in factories:
            resource = factory()
            resources.append(resource)
            close = also(resource, close)
    except BaseException:
        close()
        raise
    return resources, close
