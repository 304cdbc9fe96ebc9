from contextlib import ExitStack


def run_cleanups(actions):
    errors = []

    def guarded(action):
        try:
            action()
        except BaseException as error:
            errors.append(error)

    with ExitStack() as stack:
        for action in actions:
            stack.callback(guarded, action)
    exits = [error for error in errors if not isinstance(error, Exception)]
    if exits:
        raise exits[0]
    if len(errors) == 1:
        raise errors.pop()
    if len(errors):
        raise ExceptionGroup(f"{len(errors)} cleanups failed", errors)
