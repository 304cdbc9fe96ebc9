# headline: Fails each step once
from contextlib import suppress


def find_leaks(run, make_world):
    leaks, number, steps = [], None, 0
    while number is None or number <= steps:
        world = make_world(number)
        with suppress(BaseException):
            run(world)
        if world.open:
            leaks.append((number, sorted(world.open)))
        steps = world.steps
        number = 1 if number is None else number + 1
    return leaks
