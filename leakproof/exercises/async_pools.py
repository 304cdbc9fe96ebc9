"""The last two exercises of lesson 7: a pool of connections, and a close that a cancellation cannot stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from leakproof.judging.general import RELEASED_ONCE, WAITS
from leakproof.judging.handed import Handed
from leakproof.judging.scenarios import Draw, Exercise, Expectation, Requirement, Run, Scenario

PATIENCE = 10_000.0
"""Virtual seconds after which a call that has not ended never will."""

Problem = tuple[Requirement, str]
"""What was broken, and how."""

# -- 7.5 close_safely(resource, timeout)

CALLS_CLOSE = Requirement(
    "Calls close()",
    "A resource is closed by `await resource.close()`: the call alone, without `await` or a task, does nothing at all.",
)
UNSHAKEN = Requirement(
    "A cancellation does not stop the close",
    "A `CancelledError` goes into whatever the cancelled task awaits. Let another task do the closing, and wait for "
    "that one in a way that does not hand the cancellation on: `asyncio.wait()` and `asyncio.shield()` do not.",
)
STAYS = Requirement(
    "Does not leave before the close is over",
    "`asyncio.shield()` protects the close, but not the one who waits for it: that one gets its `CancelledError` at "
    "once. Catch it, remember it, and go on waiting.",
)
AGAIN = Requirement(
    "A second cancellation changes nothing",
    "A task can be cancelled again while it still deals with the first cancellation. Whatever is awaited after the "
    "first needs the same protection: wait in a loop until the close is over.",
)
ITS_TIME = Requirement(
    "Gives the close its whole time",
    "Up to the timeout, counted from the call, the close may go on undisturbed.",
)
STOPS = Requirement(
    "Stops a close that takes too long",
    "When the timeout has passed since the call, the close is cancelled: `task.cancel()` does that, and so do "
    "`asyncio.timeout()` and `asyncio.wait_for()`.",
)
NOT_RESTARTED = Requirement(
    "A cancellation does not restart the time",
    "Who waits again after a cancellation must not wait for the whole timeout again. Note at the call when the time "
    "will be over, and wait for what remains.",
)
STILL_LIMITED = Requirement(
    "The timeout holds after a cancellation too",
    "A cancellation does not give the close more time: whatever is awaited after it must end at the timeout as well.",
)
ABORTS = Requirement(
    "Aborts what could not be closed in time",
    "A close that was stopped has not closed. Once it has stopped, call `resource.abort()`, which needs no `await`, on "
    "every way out.",
)
AFTER_STOP = Requirement(
    "Aborts only when the close has stopped",
    "`task.cancel()` only asks: the close may still clean up for a while. Wait until its task is done, and call "
    "`abort()` then.",
)
NEVER_BOTH = Requirement(
    "Closed or aborted, never both",
    "`abort()` is for a close that took too long, and for nothing else. One that ended in time, with an error or "
    "without, leaves nothing to abort.",
)
OWN_TIMEOUT = Requirement(
    "Tells a TimeoutError of the close from its own",
    "`close()` may raise `TimeoutError` itself, long before your timeout. `except TimeoutError` sees both: ask whether "
    "the time was over, as `asyncio.timeout()` does with `expired()`.",
)
ABORTS_ONCE = Requirement("Aborts once", "One call of `abort()` is enough. Let only one way lead there.")
ENDS_CANCELLED = Requirement(
    "Ends cancelled when it was cancelled",
    "Who catches `CancelledError` owes it to the caller: when everything is over, raise it, whatever else has happened.",
)
TIMEOUT_ERROR = Requirement(
    "Raises TimeoutError after the timeout",
    "The caller must hear that the resource was aborted: raise `TimeoutError`, not the `CancelledError` with which the "
    "close was stopped.",
)
PASSES = Requirement(
    "What close() raises reaches the caller",
    "If the close fails, that very error passes. A task keeps it until it is asked: `task.result()`, or `await`.",
)
RETURNS = Requirement(
    "Returns when the close is over",
    "After a close that went well, and was not cancelled, the call ends, at once and without an error.",
)

END = "end"
"""The event after which the next says how the call ended, and the rest came too late."""
LATE = 0.25
"""Virtual seconds by which something may be late."""


class CloseError(Exception):
    """What a close raises here."""


class Slow(Handed):
    """A resource whose `close` takes its time, as `plan` says, and may be stopped."""

    def __init__(self, world: Any, plan: dict[str, Any], event: Callable[[str], None], equal: bool) -> None:
        super().__init__(equal)
        self._world, self._plan, self._event = world, plan, event
        self._life = world.lend("resource", in_order=False)
        errors = {"CloseError": CloseError, "OSError": OSError, "TimeoutError": TimeoutError}
        self.error: BaseException | None = errors[plan["fails"]]("of the close itself") if plan["fails"] else None
        self.at_end: Callable[[], None] = lambda: None

    async def close(self) -> Any:
        """Takes ``seconds``, and ``cleanup`` seconds to end when it is stopped."""
        self._event("close")
        self._world.release(self._life, "close()")
        try:
            if self._plan["seconds"]:
                await asyncio.sleep(self._plan["seconds"])
            self.at_end()
        except asyncio.CancelledError:
            self._event("stopped")
            try:
                if self._plan["cleanup"]:
                    await asyncio.sleep(self._plan["cleanup"])
            finally:
                self._event("over")
            raise
        self._event("over")
        if self.error is not None:
            raise self.error
        return "this means nothing"

    def abort(self) -> Any:
        """Let go of it at once."""
        self._event("abort")
        return "this means nothing"


async def close_some(answer: Any, world: Any, plans: list[dict[str, Any]], equal: bool) -> None:
    """Calls the answer for each of `plans` at the same time, each in a task of its own, which is cancelled as the plan
    says. Notes for each what happened when, and at last how the call ended."""
    stories: list[list[list[Any]]] = [[] for _ in plans]
    world.note("stories", stories)
    surprises: list[BaseException] = []
    calls = [
        asyncio.create_task(_close_one(answer, world, plan, equal, story, surprises))
        for plan, story in zip(plans, stories, strict=True)
    ]
    _, late = await asyncio.wait(calls, timeout=PATIENCE)
    for task in late:
        task.cancel()
    for error in surprises:
        raise error


async def _close_one(
    answer: Any,
    world: Any,
    plan: dict[str, Any],
    equal: bool,
    story: list[list[Any]],
    surprises: list[BaseException],
) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()

    def event(what: str) -> None:
        story.append([loop.time() - began, what])

    def cancel() -> None:
        event("cancel")
        if not task.cancel():
            story.pop()

    async def call() -> Any:
        return await answer(resource, plan["timeout"])

    resource = Slow(world, plan, event, equal)
    if plan["cancelled at its end"]:
        resource.at_end = cancel
    task = asyncio.create_task(call())
    for seconds in plan["cancels"]:
        if seconds:
            loop.call_at(began + seconds, cancel)
    await asyncio.sleep(0)
    if 0 in plan["cancels"]:
        cancel()
    await asyncio.wait({task})
    event(END)
    if task.cancelled():
        event("CancelledError")
    elif (error := task.exception()) is None:
        event("returned")
    elif error is resource.error:
        event("its error")
    else:
        event(type(error).__name__)
        if type(error) is not TimeoutError:
            surprises.append(error)


def _close_problems(plan: dict[str, Any], story: list[list[Any]]) -> Iterator[Problem]:
    """What was broken in one call. `story` is a list of moments and events; the last is how the call ended."""
    names = [what for _, what in story]
    times = {what: when for when, what in reversed(story)}  # of the first of each
    over = names.index("over") if "over" in names else len(names)
    settled = names.index("abort") if "abort" in names else over
    cancels = names.count("cancel")
    too_long = plan["seconds"] > plan["timeout"]
    if "close" not in names:
        yield CALLS_CLOSE, "close() was never begun"
        return
    if names.count("close") > 1:
        yield RELEASED_ONCE, "close() was called twice"
    yield from _stopping_problems(plan, times, cancels, too_long)
    if over >= len(names) - 1:
        how = "was cancelled" if cancels else "ended"
        yield AGAIN if cancels > 1 else STAYS, f"the call {how} at {_at(story[-1][0])}, while close() still ran"
    yield from _abort_problems(plan, names, times, too_long)
    yield from _ending_problems(plan, story, settled, too_long)


def _stopping_problems(
    plan: dict[str, Any], times: dict[str, float], cancels: int, too_long: bool
) -> Iterator[Problem]:
    stopped, due = times.get("stopped"), plan["timeout"]
    unshaken = AGAIN if cancels > 1 else UNSHAKEN
    if stopped is not None and stopped < due - LATE:
        by = f"the cancellation at {_at(times['cancel'])}" if cancels else "nothing but its caller"
        yield unshaken if cancels else ITS_TIME, f"close() was stopped at {_at(stopped)} by {by}"
    elif too_long and (stopped is None or stopped > due + LATE):
        when = f"stopped at {_at(stopped)} only" if stopped is not None else "never stopped"
        after_cancel = STILL_LIMITED if stopped is None else NOT_RESTARTED
        yield after_cancel if cancels else STOPS, f"with a timeout of {due:g} seconds it was {when}"


def _abort_problems(
    plan: dict[str, Any], names: list[str], times: dict[str, float], too_long: bool
) -> Iterator[Problem]:
    if too_long:
        if "abort" not in names:
            yield ABORTS, f"close() was stopped at {_at(times.get('stopped', 0))}, and abort() was not called"
        elif names.index("abort") < (names.index("over") if "over" in names else len(names)):
            yield AFTER_STOP, f"abort() was called at {_at(times['abort'])}, before close() had ended"
        elif times["abort"] > times["over"] + LATE:
            yield ABORTS, f"close() had stopped at {_at(times['over'])}, and abort() came at {_at(times['abort'])} only"
        elif names.count("abort") > 1:
            yield ABORTS_ONCE, f"abort() was called {names.count('abort')} times"
    elif "abort" in names:
        if plan["fails"] == "TimeoutError":
            yield OWN_TIMEOUT, "close() itself raised TimeoutError, in time, and abort() was called"
        else:
            how = f"raised {plan['fails']}" if plan["fails"] else "ended well"
            yield NEVER_BOTH, f"close() {how} in time, and abort() was called too"


def _ending_problems(
    plan: dict[str, Any], story: list[list[Any]], settled: int, too_long: bool
) -> Iterator[Problem]:
    ended, ending = story[-1]
    cancels = [number for number, (_, what) in enumerate(story) if what == "cancel"]
    said = {"returned": "it returned", "its error": "the error of the close came out"}
    how = said.get(ending, f"{ending} came out")
    if any(number < settled for number in cancels):
        if ending != "CancelledError":
            yield ENDS_CANCELLED, f"it was cancelled at {_at(story[cancels[0]][0])}, and {how}"
    elif cancels and ending == "CancelledError":
        pass
    elif too_long:
        if ending != "TimeoutError":
            yield TIMEOUT_ERROR, how
    elif plan["fails"]:
        if ending != "its error":
            own = plan["fails"] == "TimeoutError" and ending == "TimeoutError"
            yield PASSES, "another TimeoutError came out than that of the close" if own else how
    elif ending != "returned":
        yield RETURNS, how
    if settled < len(story) and ended > story[settled][0] + LATE:
        yield RETURNS, f"close() was over at {_at(story[settled][0])}, and the call ended at {_at(ended)}"


def _at(seconds: float) -> str:
    return f"{seconds:g} s"


def _close_safely(draw: Draw) -> Iterator[Scenario]:
    unit = draw.choice([1.0, 1.5, 2.0])

    def plan(seconds: float, timeout: float, *cancels: float, fails: str = "", cleanup: float = 0) -> dict[str, Any]:
        return {
            "seconds": seconds * unit,
            "timeout": timeout * unit,
            "cancels": [each * unit for each in cancels],
            "fails": fails,
            "cleanup": cleanup * unit,
            "cancelled at its end": False,
        }

    def scenario(when: str, *plans: dict[str, Any]) -> Scenario:
        def problem(run: Run) -> Problem | None:
            for each, story in zip(plans, run.notes.get("stories", []), strict=False):
                end = next((number for number, (_, what) in enumerate(story) if what == END), None)
                if end is None:
                    return WAITS, "the call never ended"
                found = next(_close_problems(each, [*story[:end], story[end + 1]]), None)
                if found is not None:
                    return found
            return None

        return Scenario(
            when,
            _first_problem(CLOSE_REQUIREMENTS, problem),
            [list(plans), draw.random() < 0.5],
            drive=f"{__name__}:close_some",
        )

    def at_its_end(**changes: Any) -> dict[str, Any]:
        return {**plan(3, 6), "cancelled at its end": True, **changes}

    whole = {**plan(2, 4), "timeout": 9}
    yield scenario("a close that ends in time", plan(3, 5))
    yield scenario("a whole number as timeout", whole)
    yield scenario("a close that is over at once", plan(0, 3))
    yield scenario("a close that takes too long", plan(9, 5))
    yield scenario("a stopped close that cleans up for a while", plan(9, 5, cleanup=2))
    for error in ("CloseError", "OSError", "TimeoutError"):
        yield scenario(f"a close that raises {error} after a while", plan(2, 4, fails=error))
        yield scenario(f"a close that raises {error} at once", plan(0, 4, fails=error))
    yield scenario("a cancellation during the close", plan(4, 7, 2))
    yield scenario("a cancellation just after the call", plan(4, 7, 0))
    yield scenario("a cancellation, and then the timeout", plan(30, 7, 4))
    yield scenario("a cancellation late in the close", plan(6, 7, 5))
    yield scenario("a cancellation in the moment in which the close ends", at_its_end())
    yield scenario("a cancellation in the moment in which the close fails", at_its_end(fails="CloseError"))
    yield scenario("a cancellation in the moment of the timeout", plan(9, 5, 5, cleanup=2))
    yield scenario("a cancellation while the stopped close cleans up", plan(9, 5, 7, cleanup=4))
    for error in ("CloseError", "OSError", "TimeoutError"):
        yield scenario(f"a cancellation, and a close that raises {error} later", plan(4, 6, 2, fails=error))
    yield scenario("two cancellations during the close", plan(4, 7, 2, 3))
    yield scenario("three cancellations during the close", plan(5, 7, 0, 2, 4))
    yield scenario("two cancellations, and then the timeout", plan(20, 6, 2, 4))
    yield scenario("cancellations before and after the timeout", plan(30, 5, 2, 7, cleanup=4))
    yield scenario("two cancellations while the stopped close cleans up", plan(9, 5, 6, 7, cleanup=4))
    yield scenario(
        "four calls at the same time",
        plan(4, 6, 2),
        plan(5, 7),
        plan(9, 3, cleanup=1),
        plan(3, 8, fails="CloseError"),
    )


CLOSE_REQUIREMENTS = [
    WAITS, CALLS_CLOSE, RELEASED_ONCE, ITS_TIME, UNSHAKEN, STAYS, AGAIN, STOPS, NOT_RESTARTED, STILL_LIMITED,
    ABORTS, AFTER_STOP, NEVER_BOTH, OWN_TIMEOUT, ABORTS_ONCE, ENDS_CANCELLED, TIMEOUT_ERROR, PASSES, RETURNS,
]  # fmt: skip


def _first_problem(requirements: list[Requirement], find: Callable[[Run], Problem | None]) -> list[Expectation]:
    """One expectation for each of `requirements`; that one fails which the first problem of the run belongs to."""

    def expectation(requirement: Requirement) -> Expectation:
        def problem(run: Run) -> str | None:
            found = find(run)
            return found[1] if found is not None and found[0] is requirement else None

        return Expectation(requirement, problem)

    return [expectation(each) for each in requirements]


EXERCISES = [
    Exercise("7.5", _close_safely),
]
