# headline: No error is swallowed
from contextlib import suppress


def find_leaks(run, make_world):
    leaks = []

    def attempt(fail_at):
        world = None
        with suppress(BaseException):
            world = make_world(fail_at)
            run(world)
        if world is None:
            return 0
        if world.open:
            leaks.append((fail_at, sorted(world.open)))
        return world.steps

    for number in range(1, attempt(None) + 1):
        attempt(number)
    return leaks
