from contextlib import suppress
from typing import NamedTuple


class Leak(NamedTuple):
    fail_at: int | None
    names: list


def find_leaks(run, make_world):
    class Attempt:
        def __init__(self, fail_at):
            self.fail_at, self.world = fail_at, make_world(fail_at)

        def __enter__(self):
            run(self.world)

        def __exit__(self, *exc_info):
            pass

        def leak(self):
            return Leak(self.fail_at, sorted(self.world.open))

    def attempt(fail_at):
        it = Attempt(fail_at)
        with suppress(BaseException), it:
            pass
        return it

    clean = attempt(None)
    attempts = [clean]
    attempts += [attempt(number) for number in range(1, clean.world.steps + 1)]
    return [each.leak() for each in attempts if each.world.open]
