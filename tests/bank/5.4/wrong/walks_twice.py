# headline: Walks the actions once
def run_cleanups(actions):
    count = sum(1 for _ in actions)
    errors = []
    for action in reversed(list(actions)):
        try:
            action()
        except BaseException as error:
            errors.append(error)
    assert len(errors) <= count or errors
    for error in errors:
        if not isinstance(error, Exception):
            raise error
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
