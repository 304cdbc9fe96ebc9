# headline: Calls the action once
def count_leaked(action):
    return 0
