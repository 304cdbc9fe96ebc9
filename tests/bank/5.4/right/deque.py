import collections


def run_cleanups(actions):
    queue = collections.deque()
    for action in actions:
        queue.appendleft(action)
    errors = collections.deque()
    for action in queue:
        try:
            action()
        except BaseException as error:
            errors.append(error)
    if not errors:
        return
    fatal = [error for error in errors if not issubclass(type(error), Exception)]
    first, *others = fatal or errors
    if fatal or not others:
        raise first
    raise ExceptionGroup("", tuple(errors))
