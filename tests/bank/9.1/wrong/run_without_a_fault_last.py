# headline: Everything in order
from contextlib import suppress


def find_leaks(run, make_world):
    clean = make_world(None)
    with suppress(BaseException):
        run(clean)
    leaks = []
    for number in range(1, clean.steps + 1):
        world = make_world(number)
        with suppress(BaseException):
            run(world)
        if world.open:
            leaks.append((number, sorted(world.open)))
    if clean.open:
        leaks.append((None, sorted(clean.open)))
    return leaks
