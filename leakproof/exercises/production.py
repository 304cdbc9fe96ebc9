"""Lesson 9: what is asked of the answers to 9.1, 9.3 and 9.4. The pool of 9.2 has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from leakproof.exercises import thread_pools
from leakproof.judging.handed import Handed
from leakproof.judging.inside import make_error
from leakproof.judging.scenarios import WORDS, Draw, Exercise, Expectation, Requirement, Run, Scenario, ends_well

# -- 9.1 find_leaks(run, make_world) -> list

GOES_ON = Requirement(
    "Goes on when the code under test raises",
    "That a run raises is what you make it do. Catch it, look at what stayed open, and go on with the next step.",
)
GOES_ON_ANYTHING = Requirement(
    "Goes on after Ctrl-C too",
    "The code under test may raise anything: `KeyboardInterrupt` and `SystemExit` are no `Exception`. Here, and almost "
    "nowhere else, `except BaseException` is right.",
)
FAILS_WITHOUT_FAULT = Requirement(
    "Goes on when the run without a fault raises",
    "Code under test can raise by itself. The steps that it made until then are the ones to fail, and what it left "
    "open counts.",
)
EACH_STEP = Requirement(
    "Fails each step once",
    "One run without a fault tells how many steps there are. Then one run for each of them, from 1 to that number, the "
    "last one included, however those runs end.",
)
OWN_WORLD = Requirement(
    "Each run has a new world",
    "A world in which code has run is no longer as it was. Call `make_world` for each run, also for the first one, and "
    "run the code in it once.",
)
TUPLES = Requirement(
    "Gives a list of pairs",
    "For each run that leaked a tuple: the number of the step that failed (`None` for none), and the list of names.",
)
WITHOUT_FAULT = Requirement(
    "Looks at the run without a fault too",
    "Code can leak when nothing fails at all. The first run is a run as any other; what it left open stands first.",
)
ONLY_LEAKS = Requirement(
    "Leaves out what left nothing open",
    "A run after which nothing was open has no place in the list.",
)
SORTED = Requirement(
    "Everything in order",
    "The runs in the order of their steps, and the names of each run sorted: a set has no order of its own.",
)
LEAKS = Requirement(
    "Names what each run left open",
    "After each run ask its own world what is still open. What an earlier run left open belongs to that one.",
)
QUIET_LEAKS = Requirement(
    "Looks even where no error came out",
    "The code under test may catch the fault, or raise another error in its place. Whether something stayed open does "
    "not depend on that: look after every run.",
)


class _SmallWorld(Handed):
    """A world with a few steps; what becomes of them is known beforehand, as is what they leave open."""

    def __init__(self, fail_at: Any, outcome: list[Any], equal: bool) -> None:
        super().__init__(equal)
        self.fail_at = fail_at
        self._outcome = outcome
        self.times_run = 0

    @property
    def steps(self) -> int:
        """How many were made; before the run none."""
        return int(self._outcome[0]) if self.times_run else 0

    @property
    def open(self) -> set[str]:
        """The names of what is open now."""
        return set(self._outcome[1]) if self.times_run else set()

    def run(self) -> Any:
        """Make the steps. Raises what this outcome ends with, if anything."""
        self.times_run += 1
        if self._outcome[2]:
            raise make_error(self._outcome[2])
        return "this means nothing"


class _Callable(Handed):
    """A function that is as awkward as the rules allow."""

    def __init__(self, function: Callable[..., Any], equal: bool) -> None:
        super().__init__(equal)
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function(*args, **kwargs)


def hunt(answer: Any, world: Any, outcomes: list[list[Any]], equal: bool) -> None:
    """Has the answer search code whose runs end as `outcomes` say: steps made, names left open and the error that came
    out (empty: none), first for the run without a fault, then for each step."""
    made: list[_SmallWorld] = []
    came_out: list[BaseException] = []

    def make_world(fail_at: Any) -> _SmallWorld:
        world.step("make_world()")
        within = type(fail_at) is int and 0 < fail_at < len(outcomes)
        made.append(_SmallWorld(fail_at, outcomes[fail_at if within else 0], equal))
        return made[-1]

    def run(world: _SmallWorld) -> Any:
        try:
            return world.run()
        except BaseException as error:
            came_out.append(error)
            raise

    try:
        result = answer(_Callable(run, equal), _Callable(make_world, equal))
        world.note("result", [_pair(each) for each in result] if isinstance(result, list) else repr(result)[:100])
    except BaseException as error:
        if not any(error is each for each in came_out):
            raise
        world.note("came out", type(error).__name__)
    finally:
        world.note("made", [each.fail_at if type(each.fail_at) is int else repr(each.fail_at)[:40] for each in made])
        world.note("times run", [each.times_run for each in made])


def _pair(entry: Any) -> Any:
    """A pair in the list that the answer gave, as JSON; what is none is only described."""
    if isinstance(entry, tuple) and len(entry) == 2 and isinstance(entry[1], list):
        number, names = entry
        if (number is None or type(number) is int) and all(type(name) is str for name in names):
            return [number, list(names)]
    return repr(entry)[:100]


def _find_leaks(draw: Draw) -> Iterator[Scenario]:
    names = [f"{draw.choice(('', 'B', 'a', 'Z'))}{word}{draw.randrange(100)}" for word in WORDS]

    def left(count: int) -> list[str]:
        return draw.sample(names, count)

    def scenario(
        when: str,
        outcomes: list[list[Any]],
        told: Requirement = GOES_ON,
        missed: Requirement = LEAKS,
        equal: bool = True,
        faults: bool = False,
    ) -> Scenario:
        expect = [
            Expectation(told, _goes_on),
            ends_well(LEAKS),
            Expectation(TUPLES, _is_list_of_pairs),
            Expectation(OWN_WORLD, _own_world),
            Expectation(EACH_STEP, _each_step(outcomes[0][0])),
            *(Expectation(requirement, problem) for requirement, problem in _result(outcomes, missed)),
        ]
        return Scenario(when, expect, [outcomes, equal], drive=f"{__name__}:hunt", faults=faults)

    def failing(steps: int, error: str, leaking: set[int]) -> list[list[Any]]:
        """Outcomes of code in which a fault comes out, and in which nothing leaks but at these steps."""
        runs = [[step, left(draw.randrange(1, 5)) if step in leaking else [], error] for step in range(1, steps + 1)]
        return [[steps, left(3) if 0 in leaking else [], ""], *runs]

    several = [[4, [], ""], [1, [], "UnforeseenError"], [2, left(1), "UnforeseenError"], [3, left(4), "OSError"]]
    several.append([4, [], "OSError"])
    yield scenario("four steps, of which two leak", several)
    yield scenario("a leak in every run", failing(3, "OSError", {0, 1, 2, 3}), equal=False)
    last = draw.randrange(12, 18)
    yield scenario("many steps, of which the last one leaks", failing(last, "UnforeseenError", {last}))
    for kind in ("KeyboardInterrupt", "SystemExit", "CancelledError"):
        yield scenario(f"steps that raise {kind}", failing(3, kind, {2, 3}), GOES_ON_ANYTHING)
    quiet = [[4, [], ""], [4, left(2), ""], [2, [], ""], [4, left(3), "OSError"], [7, left(1), ""]]
    yield scenario("code that catches what it is made to fail with", quiet, GOES_ON, QUIET_LEAKS)
    for kind in ("UnforeseenError", "KeyboardInterrupt"):
        by_itself = failing(3, kind, {0, 2})
        by_itself[0][2] = kind
        yield scenario(f"code that always raises {kind}", by_itself, FAILS_WITHOUT_FAULT)
    other_steps = [[3, [], ""], [9, left(1), ""], [2, left(2), ""], [1, [], "UnforeseenError"]]
    yield scenario("runs that make more or fewer steps than the first one", other_steps, GOES_ON, QUIET_LEAKS)
    yield scenario("a leak only when nothing fails", failing(2, "OSError", {0}))
    yield scenario("no leak at all", failing(3, "UnforeseenError", set()))
    yield scenario("no steps", [[0, [], ""]])
    yield scenario("no steps, and a leak", [[0, left(2), ""]], equal=False)
    yield scenario("a make_world that can fail", failing(2, "OSError", {0, 1, 2}), faults=True)


def _goes_on(run: Run) -> str | None:
    error = run.notes.get("came out")
    return f"{error}, raised by the code under test, came out and ended the search" if error else None


def _is_list_of_pairs(run: Run) -> str | None:
    result = run.notes["result"]
    if isinstance(result, str):
        return f"it returned {result}, which is no list"
    return next((f"{each} stood in the list" for each in result if isinstance(each, str)), None)


def _own_world(run: Run) -> str | None:
    most = max(run.notes["times run"], default=0)
    return f"the code was run {most} times in the same world" if most > 1 else None


def _each_step(steps: int) -> Callable[[Run], str | None]:
    def problem(run: Run) -> str | None:
        runs = [number for number, times in zip(run.notes["made"], run.notes["times run"], strict=True) if times]
        if runs.count("None") != 1:
            return f"{runs.count('None')} runs were made without a fault, not one"
        for step in range(1, steps + 1):
            if runs.count(step) != 1:
                return f"{runs.count(step)} runs were made in which step {step} of {steps} failed, not one"
        more = [number for number in runs if number != "None" and number not in range(1, steps + 1)]
        return f"a run was made with fail_at={more[0]}, where there were {steps} steps" if more else None

    return problem


def _result(
    outcomes: list[list[Any]], missed: Requirement
) -> Iterator[tuple[Requirement, Callable[[Run], str | None]]]:
    due: list[Any] = [[step or None, sorted(left)] for step, (_, left, _) in enumerate(outcomes) if left]
    numbers = [number for number, _ in due]

    def only_leaks(run: Run) -> str | None:
        empty = [number for number, names in run.notes["result"] if not names]
        return f"{(empty[0], [])} stood in the list" if empty else None

    def without_fault(run: Run) -> str | None:
        if None in numbers and None not in [number for number, _ in run.notes["result"]]:
            return f"the run without a fault had left {len(due[0][1])} names open, and was not in the list"
        return None

    def names_all(run: Run) -> str | None:
        found = sorted(([number or 0, sorted(names)] for number, names in run.notes["result"]), key=repr)
        if found == sorted(([number or 0, names] for number, names in due), key=repr):
            return None
        return f"it returned {_shown(run.notes['result'])}, not {_shown(due)}"

    def in_order(run: Run) -> str | None:
        result = run.notes["result"]
        return None if result == due else f"it returned {_shown(result)}, not {_shown(due)}"

    yield from ((ONLY_LEAKS, only_leaks), (WITHOUT_FAULT, without_fault), (missed, names_all), (SORTED, in_order))


def _shown(pairs: list[Any]) -> str:
    text = repr([tuple(pair) for pair in pairs])
    return text if len(text) <= 120 else text[:119] + "…"


EXERCISES = [
    Exercise("9.1", _find_leaks),
    thread_pools.EXERCISE,
]
