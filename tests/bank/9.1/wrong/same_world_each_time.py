# headline: Each run has a new world
from contextlib import suppress


def find_leaks(run, make_world):
    world = make_world(None)
    leaks = []
    with suppress(BaseException):
        run(world)
    if world.open:
        leaks.append((None, sorted(world.open)))
    for number in range(1, world.steps + 1):
        world.fail_at = number
        with suppress(BaseException):
            run(world)
        if world.open:
            leaks.append((number, sorted(world.open)))
    return leaks
