# headline: The group has all errors, in the order they happened
def run_cleanups(actions):
    errors = []
    for action in reversed(list(actions)):
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
        raise ExceptionGroup("cleanups failed", [errors[0], errors[-1]])
