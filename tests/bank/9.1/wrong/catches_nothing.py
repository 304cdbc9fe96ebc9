# headline: Goes on when the code under test raises
def find_leaks(run, make_world):
    world = make_world(None)
    run(world)
    leaks = [(None, sorted(world.open))] if world.open else []
    for number in range(1, world.steps + 1):
        world = make_world(number)
        run(world)
        if world.open:
            leaks.append((number, sorted(world.open)))
    return leaks
