# headline: Can be used in a with statement
def reusable(factory):
    return factory
