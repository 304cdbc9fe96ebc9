# headline: Goes on after Ctrl-C too
def find_leaks(run, make_world):
    leaks, steps = [], 0

    def attempt(fail_at):
        world = make_world(fail_at)
        try:
            run(world)
        except Exception:
            pass
        if world.open:
            leaks.append((fail_at, sorted(world.open)))
        return world.steps

    steps = attempt(None)
    for number in range(1, steps + 1):
        attempt(number)
    return leaks
