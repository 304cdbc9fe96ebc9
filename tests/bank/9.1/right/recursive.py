def find_leaks(run, make_world):
    world = make_world(None)
    _run(run, world)
    return _leak(None, world) + _from(1, world.steps, run, make_world)


def _from(step, steps, run, make_world):
    if step > steps:
        return []
    world = make_world(step)
    _run(run, world)
    return [*_leak(step, world), *_from(step + 1, steps, run, make_world)]


def _run(run, world):
    try:
        run(world)
    except (Exception, KeyboardInterrupt, SystemExit, GeneratorExit, BaseException):
        return


def _leak(step, world):
    return [(step, sorted(world.open))] if world.open else []
