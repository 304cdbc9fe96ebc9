# headline: Goes on when the run without a fault raises
def find_leaks(run, make_world):
    world = make_world(None)
    run(world)
    leaks = [(None, sorted(world.open))] if world.open else []
    for number in range(1, world.steps + 1):
        other = make_world(number)
        try:
            run(other)
        except BaseException:
            pass
        if other.open:
            leaks.append((number, sorted(other.open)))
    return leaks
