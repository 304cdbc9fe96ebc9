# headline: Counts every descriptor that stays open
def count_leaked(action):
    action()
    return 1
