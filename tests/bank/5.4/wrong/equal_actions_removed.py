# headline: Calls each action once
def run_cleanups(actions):
    todo = []
    for action in actions:
        if action not in todo:
            todo.append(action)
    errors = []
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
