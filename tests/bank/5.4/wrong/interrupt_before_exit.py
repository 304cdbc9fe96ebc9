# headline: Ctrl-C is raised itself
def run_cleanups(actions):
    errors = []
    for action in reversed(list(actions)):
        try:
            action()
        except BaseException as error:
            errors.append(error)
    for kind in (KeyboardInterrupt, SystemExit, BaseException):
        for error in errors:
            if isinstance(error, kind) and not isinstance(error, Exception):
                raise error
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
