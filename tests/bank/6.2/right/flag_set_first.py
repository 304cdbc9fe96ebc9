def open_all(factories):
    resources: list = []
    closed = False

    def close() -> None:
        nonlocal closed
        if closed:
            return
        closed = True
        step(len(resources) - 1)

    def step(number: int) -> None:
        if number < 0:
            return
        try:
            resources[number].close()
        finally:
            step(number - 1)

    done = False
    try:
        for factory in factories:
            resources.append(factory())
        done = True
    finally:
        if not done:
            close()
    return resources, close
