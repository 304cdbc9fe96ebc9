# headline: Names what each run left open
from contextlib import suppress


def find_leaks(run, make_world):
    leaks, still_open = [], set()

    def attempt(fail_at):
        world = make_world(fail_at)
        with suppress(BaseException):
            run(world)
        still_open.update(world.open)
        if world.open:
            leaks.append((fail_at, sorted(still_open)))
        return world.steps

    for number in range(1, attempt(None) + 1):
        attempt(number)
    return leaks
