def find_leaks(run, make_world):
    def names_left(world):
        try:
            run(world)
        finally:
            return sorted(world.open)

    first = make_world(None)
    leaks = {None: names_left(first)}
    for number in range(first.steps):
        leaks[number + 1] = names_left(make_world(number + 1))
    return [(fail_at, names) for fail_at, names in leaks.items() if names]
