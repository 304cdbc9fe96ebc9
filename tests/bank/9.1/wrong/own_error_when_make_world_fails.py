# headline: The caller sees the error itself
from contextlib import suppress


def find_leaks(run, make_world):
    leaks = []

    def attempt(fail_at):
        try:
            world = make_world(fail_at)
        except BaseException as error:
            raise RuntimeError(f"no world for {fail_at}") from error
        with suppress(BaseException):
            run(world)
        if world.open:
            leaks.append((fail_at, sorted(world.open)))
        return world.steps

    for number in range(1, attempt(None) + 1):
        attempt(number)
    return leaks
