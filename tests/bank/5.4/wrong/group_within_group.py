# headline: The group has all errors, in the order they happened
def run_cleanups(actions):
    last = None
    for action in reversed(list(actions)):
        try:
            action()
        except BaseException as error:
            if last is None or (isinstance(last, Exception) and not isinstance(error, Exception)):
                last = error
            elif isinstance(last, Exception):
                last = ExceptionGroup("cleanups failed", [last, error])
    if last is not None:
        raise last
