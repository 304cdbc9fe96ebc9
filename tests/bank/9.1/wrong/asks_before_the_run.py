# headline: Fails each step once
from contextlib import suppress


def find_leaks(run, make_world):
    leaks = []

    def attempt(fail_at):
        world = make_world(fail_at)
        steps = world.steps
        with suppress(BaseException):
            run(world)
        if world.open:
            leaks.append((fail_at, sorted(world.open)))
        return steps

    for number in range(1, attempt(None) + 1):
        attempt(number)
    return leaks
