def run_cleanups(actions) -> None:
    waiting = [*actions]
    failed: list[Exception] = []
    worst: BaseException | None = None
    while waiting:
        action = waiting.pop()
        try:
            action()
        except Exception as error:
            failed.append(error)
        except BaseException as error:
            if worst is None:
                worst = error
    if worst is not None:
        raise worst
    match failed:
        case []:
            return None
        case [single]:
            raise single
        case _:
            raise ExceptionGroup("several", failed)
