def attempt(run, world):
    try:
        run(world)
    except BaseException as error:
        return error

def find_leaks(run, make_world):
    found = {}
    first = make_world(None)
    attempt(run, first)
    found[None] = sorted(set(first.open))
    for step in [*range(1, first.steps + 1)]:
        world = make_world(step)
        attempt(run, world)
        found[step] = sorted({*world.open})
    return [item for item in found.items() if item[1] != []]
