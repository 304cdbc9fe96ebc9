# headline: Fails each step once
from contextlib import suppress


def find_leaks(run, make_world):
    counting = make_world(None)
    with suppress(BaseException):
        run(counting)
    leaks = []
    for number in [None, *range(1, counting.steps + 1)]:
        world = make_world(number)
        with suppress(BaseException):
            run(world)
        if world.open:
            leaks.append((number, sorted(world.open)))
    return leaks
