# headline: Ctrl-C is raised itself
def run_cleanups(actions):
    errors = []
    for action in reversed(list(actions)):
        try:
            action()
        except BaseException as error:
            errors.append(error)
    if errors and not all(isinstance(error, Exception) for error in errors):
        raise errors[0]
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
