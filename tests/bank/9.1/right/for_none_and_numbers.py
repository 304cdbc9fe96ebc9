def find_leaks(run, make_world):
    found = []

    def attempt(fail_at):
        world = make_world(fail_at)
        try:
            run(world)
        except BaseException:
            pass
        if world.open:
            found.append((fail_at, sorted(world.open)))
        return world.steps

    for fail_at in range(1, attempt(None) + 1):
        attempt(fail_at)
    return found
