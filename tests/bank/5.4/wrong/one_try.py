# headline: Calls all actions, whatever fails
def run_cleanups(actions):
    errors = []
    try:
        for action in reversed(list(actions)):
            action()
    except BaseException as error:
        errors.append(error)
    if errors:
        raise errors[0]
