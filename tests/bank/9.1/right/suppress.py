from contextlib import suppress


def find_leaks(run, make_world):
    world = make_world(None)
    with suppress(BaseException):
        run(world)
    steps = world.steps
    leaks = [(None, sorted(world.open))] if world.open else []
    for number in range(1, steps + 1):
        world = make_world(fail_at=number)
        with suppress(BaseException):
            run(world)
        names = sorted(world.open)
        if names:
            leaks.append((number, names))
    return leaks
