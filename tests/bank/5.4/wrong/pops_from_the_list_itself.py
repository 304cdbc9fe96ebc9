# headline: The actions stay as they are
def run_cleanups(actions):
    waiting = actions if hasattr(actions, "pop") else list(actions)
    errors = []
    while waiting:
        try:
            waiting.pop()()
        except BaseException as error:
            errors.append(error)
    for error in errors:
        if not isinstance(error, Exception):
            raise error
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
