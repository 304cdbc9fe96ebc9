# headline: Gives a list of pairs
from contextlib import suppress


def find_leaks(run, make_world):
    steps, number = 0, None
    while number is None or number <= steps:
        world = make_world(number)
        with suppress(BaseException):
            run(world)
        if world.open:
            yield number, sorted(world.open)
        if number is None:
            steps, number = world.steps, 0
        number += 1
