def find_leaks(run, make_world):
    todo = [None]
    leaks = []
    while todo:
        fail_at = todo.pop(0)
        world = make_world(fail_at)
        try:
            run(world)
        except BaseException as error:
            print("came out:", type(error).__name__)
        if fail_at is None:
            todo.extend(range(1, world.steps + 1))
        if len(world.open) > 0:
            names = list(world.open)
            names.sort()
            leaks.append((fail_at, names))
    return leaks
