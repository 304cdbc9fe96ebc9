from itertools import count


def run_cleanups(actions, /):
    """Every call in a frame of its own."""
    numbers = count()

    def attempt(action):
        try:
            action()
        except Exception as error:
            return (1, next(numbers), error)
        except BaseException as error:
            return (0, next(numbers), error)
        return None

    pile = []
    for action in actions:
        pile = [action, *pile]
    results = [result for result in map(attempt, pile) if result is not None]
    results.sort(key=lambda result: result[:2])
    if not results:
        return
    if results[0][0] == 0 or len(results) == 1:
        raise results[0][2]
    raise ExceptionGroup("cleanups failed", [error for _, _, error in results])
