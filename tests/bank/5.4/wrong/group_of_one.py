# headline: One error alone is raised itself
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
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
