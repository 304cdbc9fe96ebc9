"""Who may do what: secrets are compared, wrong codes are counted, and other web sites are kept out."""

from __future__ import annotations

import hmac
import time
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

WRONG_CODES = 20
"""So many from one address within `SECONDS`, and no code is looked at any more."""
SECONDS = 60.0


def is_same(secret: str, given: str) -> bool:
    """Whether `given` is the secret, in a time that says nothing about it."""
    return hmac.compare_digest(secret.encode(), given.encode(errors="replace"))


def comes_from_elsewhere(origin: str | None, host: str) -> bool:
    """Whether a request's header ``Origin`` names another site than this one, of which `host` is the header ``Host``.
    Programs that are no browsers send no origin."""
    return origin is not None and urlsplit(origin).netloc.lower() != host.lower()


class Guesses:
    """Counts wrong codes for joining, for each address of the network. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, deque[float]] = {}

    def too_many(self, address: str) -> bool:
        """Whether this address has to wait."""
        wrong = self._wrong.get(address)
        while wrong and wrong[0] <= self._clock() - SECONDS:
            wrong.popleft()
        if not wrong:
            self._wrong.pop(address, None)
        return wrong is not None and len(wrong) >= WRONG_CODES

    def wrong(self, address: str) -> None:
        """One more from this address."""
        self._wrong.setdefault(address, deque(maxlen=WRONG_CODES)).append(self._clock())
