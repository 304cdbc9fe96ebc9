class Anything:
    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        return True


def find_leaks(run, make_world):
    leaks, fail_at, steps = [], None, 0
    while fail_at is None or fail_at <= steps:
        world = make_world(fail_at)
        with Anything():
            run(world)
        if world.open:
            leaks += [(fail_at, sorted(world.open))]
        if fail_at is None:
            steps, fail_at = world.steps, 0
        fail_at += 1
    return leaks
