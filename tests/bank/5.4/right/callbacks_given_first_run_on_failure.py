def run_cleanups(actions):
    todo, errors = [], []
    try:
        for action in actions:
            todo.insert(0, action)
    except BaseException:
        for action in todo:
            try:
                action()
            except BaseException:
                pass
        raise
    for action in todo:
        try:
            action()
        except BaseException as error:
            errors.append(error)
    exits = filter(lambda error: not isinstance(error, Exception), errors)
    for error in exits:
        raise error
    if len(errors) >= 2:
        raise ExceptionGroup("cleanups", errors)
    if errors:
        raise errors[0]
