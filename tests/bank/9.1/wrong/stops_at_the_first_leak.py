# headline: Fails each step once
from contextlib import suppress


def find_leaks(run, make_world):
    clean = make_world(None)
    with suppress(BaseException):
        run(clean)
    if clean.open:
        return [(None, sorted(clean.open))]
    for number in range(1, clean.steps + 1):
        world = make_world(number)
        with suppress(BaseException):
            run(world)
        if world.open:
            return [(number, sorted(world.open))]
    return []
