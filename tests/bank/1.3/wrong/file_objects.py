# headline: Counts every descriptor that stays open
import gc
import io


def count_leaked(action):
    before = sum(isinstance(thing, io.FileIO) for thing in gc.get_objects())
    action()
    return sum(isinstance(thing, io.TextIOWrapper) for thing in gc.get_objects()) - before
