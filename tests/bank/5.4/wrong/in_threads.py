# headline: Calls back in the same thread
from concurrent.futures import ThreadPoolExecutor


def run_cleanups(actions):
    errors = []
    with ThreadPoolExecutor(1) as pool:
        for action in reversed(list(actions)):
            error = pool.submit(action).exception()
            if error is not None:
                errors.append(error)
    for error in errors:
        if not isinstance(error, Exception):
            raise error
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise ExceptionGroup("cleanups failed", errors)
