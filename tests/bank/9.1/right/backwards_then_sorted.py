def find_leaks(run, make_world):
    leaks = []
    world = make_world(None)
    try:
        run(world)
    except BaseException:
        pass
    if world.open:
        leaks.append((None, sorted(world.open)))
    faults = []
    for step in reversed(range(1, world.steps + 1)):
        other = make_world(step)
        try:
            run(other)
        except BaseException:
            pass
        if other.open:
            faults.append((step, sorted(other.open)))
    return leaks + faults[::-1]
