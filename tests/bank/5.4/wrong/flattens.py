# headline: A group among the errors stays a group
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
    flat = []
    for error in errors:
        flat.extend(error.exceptions if isinstance(error, ExceptionGroup) else [error])
    if errors:
        raise ExceptionGroup("cleanups failed", flat)
