# headline: No error is swallowed
def run_cleanups(actions):
    errors = []
    for action in reversed(list(actions)):
        try:
            action()
        except BaseException as error:
            errors.append(error)
    return errors or None
