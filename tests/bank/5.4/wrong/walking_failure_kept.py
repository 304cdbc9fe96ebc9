# headline: No error is swallowed
def run_cleanups(actions):
    todo, errors = [], []
    try:
        for action in actions:
            todo.append(action)
    except Exception:
        pass
    for action in reversed(todo):
        try:
            action()
        except BaseException as error:
            errors.append(error)
    for error in errors:
        if not isinstance(error, Exception):
            raise error
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
