# headline: Ctrl-C is raised itself
def run_cleanups(actions):
    errors, interrupt = [], None
    for action in reversed(list(actions)):
        try:
            action()
        except Exception as error:
            errors.append(error)
        except BaseException as error:
            interrupt = error
    if interrupt is not None:
        raise interrupt
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
