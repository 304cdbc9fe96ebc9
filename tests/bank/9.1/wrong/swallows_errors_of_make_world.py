# headline: No error is swallowed
def find_leaks(run, make_world):
    leaks, steps, number = [], 0, None
    while number is None or number <= steps:
        try:
            world = make_world(number)
            run(world)
        except BaseException:
            pass
        if world.open:
            leaks.append((number, sorted(world.open)))
        if number is None:
            steps, number = world.steps, 0
        number += 1
    return leaks
