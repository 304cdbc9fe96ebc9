from contextlib import ExitStack, closing
from typing import Callable, NamedTuple


class Opened(NamedTuple):
    resources: list
    close: Callable[[], None]


def open_all(factories) -> Opened:
    with ExitStack() as stack:
        return Opened([stack.enter_context(closing(make())) for make in factories], stack.pop_all().close)
