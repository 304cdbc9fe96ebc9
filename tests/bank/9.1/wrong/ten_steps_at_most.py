# headline: Fails each step once
from contextlib import suppress


def find_leaks(run, make_world):
    leaks = []
    for number in [None, *range(1, 11)]:
        world = make_world(number)
        with suppress(BaseException):
            run(world)
        if number is not None and number > world.steps:
            break
        if world.open:
            leaks.append((number, sorted(world.open)))
    return leaks
