from collections.abc import Callable, Iterator
from typing import Any


def find_leaks(run: Callable[[Any], Any], make_world: Callable[[int | None], Any]) -> list[tuple[int | None, list[str]]]:
    return list(_leaks(run, make_world))


def _leaks(run: Any, make_world: Any) -> Iterator[tuple[int | None, list[str]]]:
    steps, names = _try(run, make_world(None))
    if names:
        yield None, names
    for fail_at in range(1, steps + 1):
        _, names = _try(run, make_world(fail_at))
        if names:
            yield fail_at, names


def _try(run: Any, world: Any) -> tuple[int, list[str]]:
    try:
        run(world)
    except BaseException:  # whatever it is: the leak is what counts
        pass
    return world.steps, sorted(world.open)
