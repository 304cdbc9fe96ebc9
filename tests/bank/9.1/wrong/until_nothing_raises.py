# headline: Looks even where no error came out
def find_leaks(run, make_world):
    leaks = []
    clean = make_world(None)
    try:
        run(clean)
    except BaseException:
        pass
    if clean.open:
        leaks.append((None, sorted(clean.open)))
    for number in range(1, clean.steps + 1):
        world = make_world(number)
        try:
            run(world)
        except BaseException:
            if world.open:
                leaks.append((number, sorted(world.open)))
    return leaks
