# headline: Fails each step once
from contextlib import suppress


def find_leaks(run, make_world):
    leaks, number = [], 0
    while True:
        world = make_world(number or None)
        with suppress(BaseException):
            run(world)
        if world.open:
            leaks.append((number or None, sorted(world.open)))
        if number > world.steps:
            return leaks
        number += 1
