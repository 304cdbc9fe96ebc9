def _errors_of(actions):
    for action in actions[::-1]:
        try:
            action()
        except BaseException as error:
            yield error


def run_cleanups(actions):
    errors = list(_errors_of(list(actions)))
    fatal = [error for error in errors if not isinstance(error, Exception)]
    if fatal:
        raise fatal[0] from None
    if errors:
        raise errors[0] if len(errors) == 1 else ExceptionGroup("cleanups failed", errors)
