from contextlib import ExitStack


def find_leaks(run, make_world):
    def after(fail_at):
        world = make_world(fail_at)
        with ExitStack() as stack:
            stack.push(lambda *exc_info: True)
            run(world)
        return world

    worlds = [(None, after(None))]
    worlds += [(number, after(number)) for number in range(1, worlds[0][1].steps + 1)]
    return [(number, sorted(world.open)) for number, world in worlds if world.open]
