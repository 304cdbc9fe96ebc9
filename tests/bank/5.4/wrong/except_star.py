# headline: One error alone is raised itself
def run_cleanups(actions):
    errors = []
    for action in reversed(list(actions)):
        try:
            action()
        except* BaseException as group:
            errors.append(group)
    for error in errors:
        if not isinstance(error, Exception):
            raise error
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
