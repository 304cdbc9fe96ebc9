# headline: Nothing happens before the block
def reusable(factory):
    return factory()
