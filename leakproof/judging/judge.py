"""The way of a check: from an answer's source through all its runs to the verdict."""

from __future__ import annotations

import functools
import importlib
import inspect
import itertools
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from leakproof.course import Exercise as Entry
from leakproof.judging import general, limits, requirements, source
from leakproof.judging.evidence import Ended, Report
from leakproof.judging.general import Requirement
from leakproof.judging.sandbox import BUSY_SECONDS, IDLE_SECONDS, MOST_PRINTED, JudgedProcess, Sandbox
from leakproof.judging.scenarios import OPENINGS, At, Draw, Exercise, Expectation, Fault, Folder, Run, Scenario
from leakproof.judging.values import describe
from leakproof.judging.verdict import FaultRun, FaultTable, Finding, Outcome, Verdict
from leakproof.watching.lives import Recording

MOST_FAULT_STEPS = 15
"""Steps of one scenario that are made to fail; of a run with more, the first, the last and some between are taken."""
OS_ERRORS = ("OSError", "FileNotFoundError", "PermissionError", "TimeoutError")
"""The kinds of `OSError` that are injected: all that opening can mean into a step that opens, one after the other into
the rest."""
MOST_CHARACTERS = 80
"""Of the name of a step, and of its target, that a verdict keeps."""


class Judge:
    """Judges answers. Keep one for as long as answers come; `close` it, or use it in a ``with``.

    `modules` are those that hold drivers of exercises; they are loaded into the sandbox.
    """

    def __init__(self, modules: list[str]) -> None:
        self._sandbox = Sandbox(modules)

    def judge(self, entry: Entry, exercise: Exercise, answer: str) -> Verdict:
        """The verdict on the source of one answer. Raises `SandboxBroken` when this machine cannot run any answer."""
        answer = source.clean(answer)
        try:
            tree = source.read(answer, entry.name)
        except source.Unusable as problem:
            finding = Finding(problem.title, "before it was run", str(problem))
            return Verdict(entry.id, Outcome.UNUSABLE, 0, entry.points, [finding])
        if not source.attempted(tree, entry.name):
            return Verdict(entry.id, Outcome.NOT_ATTEMPTED, 0, entry.points)
        check = _Check(self._sandbox, entry, exercise, answer)
        try:
            return check.verdict()
        finally:
            check.end_process()

    def leave(self) -> None:
        """Let go of the sandbox without ending it: it belongs to the process that this one is a copy of."""
        self._sandbox.leave()

    def close(self) -> None:
        """End the sandbox."""
        self._sandbox.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()


class _Stop(Exception):
    """The rest of the runs would tell nothing."""


@dataclass
class _Check:
    """One check on its way."""

    sandbox: Sandbox
    entry: Entry
    exercise: Exercise
    answer: str
    process: JudgedProcess | None = None
    tested: dict[str, Requirement] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    undecided: set[str] = field(default_factory=set)
    unusable: Finding | None = None
    fails_by_itself: bool = False
    runs: int = 0
    faults: int = 0
    steps: int = 0
    """The most that a run without a fault has made."""
    printed: str = ""
    missing: list[str] = field(default_factory=list)
    stopped: bool = False
    fault_tables: list[tuple[str, int, list[FaultRun]]] = field(default_factory=list)
    """Of each scenario with faults, how many steps it has, and its runs so far."""

    def verdict(self) -> Verdict:
        draw = Draw(secrets.randbits(64))
        try:
            for scenario in self.exercise.scenarios(draw):
                if scenario.most_steps is None or self.steps <= scenario.most_steps:
                    self._scenario(scenario)
        except _Stop:
            pass
        if self.unusable is not None:
            return Verdict(self.entry.id, Outcome.UNUSABLE, 0, self.entry.points, [self.unusable], printed=self.printed)
        findings = sorted(self.findings.values(), key=lambda finding: _rank(finding.requirement))
        open_questions = self.undecided | self.findings.keys()
        held = sorted((title for title in self.tested if title not in open_questions), key=_rank)
        of = self.entry.points
        points = 0 if self.fails_by_itself else of // 2 if findings else of
        outcome = Outcome.INCORRECT if findings else Outcome.CORRECT
        tables = tuple(FaultTable(when, steps, tuple(runs)) for when, steps, runs in self.fault_tables if runs)
        return Verdict(
            self.entry.id, outcome, points, of, findings, held, self.runs, self.faults, self.printed, self.missing,
            tables, self.stopped,
        )  # fmt: skip

    def _scenario(self, scenario: Scenario) -> None:
        for expectation in scenario.expect:
            self._test(expectation.requirement)
        first = self._run(scenario, None)
        if not self.printed and self.process is not None:
            self.printed = self.process.printed()
        self.steps = max(self.steps, first.report.said["step count"])
        if not self._judge(first) or not scenario.faults:
            return
        steps, indirect = first.report.said["steps"], first.report.said["indirect"]
        self.fault_tables.append((scenario.when, len(steps), []))
        for number in _chosen(len(steps)):
            name, target, release = steps[number - 1]
            for error in _errors(number, name, _is_async(scenario.drive), number in indirect):
                run = self._run(scenario, Fault(number, error, name, target, release, len(steps)))
                if run.report.said["injected"]:
                    self._judge(run)

    # -- one run

    def _run(self, scenario: Scenario, fault: Fault | None) -> Run:
        process = self._ready_process()
        _make_files(process.work, scenario.files)
        self.runs += 1
        self.faults += fault is not None
        said = process.run(
            {
                "fault": {"step": fault.step, "error": fault.error} if fault else None,
                "block": scenario.block,
                "tell steps": scenario.faults,
                "patient": general.NOTHING_RUNS.title not in self.findings,
                "locale": scenario.locale,
                "drive": scenario.drive,
                "observe": str(process.work / scenario.observe) if scenario.observe else "",
                "arguments": [_argument(argument, process.work) for argument in scenario.arguments],
            }
        )
        recording = _recording(said) if isinstance(said, Report) else None
        if recording is None or not isinstance(said, Report):
            self.printed = self.printed or process.printed()
            self._did_not_end(said if isinstance(said, Ended) else Ended("garbled"), scenario, fault)
        new_names = sorted(name for name in process.names() if name not in scenario.expected_names)
        run = Run(scenario, fault, said, process.work, recording, new_names)
        if not said.said["callable"]:
            self._did_not_load(run)
        return run

    def _ready_process(self) -> JudgedProcess:
        if self.process is not None:
            try:
                self.process.empty_folders()
            except OSError:
                self.end_process()
        if self.process is None:
            self.process = self.sandbox.process(self.answer, self.entry.name)
            self.missing = self.process.missing
        return self.process

    def _judge(self, run: Run) -> bool:
        """Note what the run broke; says whether it did all that is expected when nothing fails."""
        fails_as_made_to = run.fault is not None and run.raised is not None
        broken = [] if fails_as_made_to else self._broken(run.scenario.expect, run)
        goes_well = not broken and not fails_as_made_to
        if run.fault is not None:
            broken = self._broken(run.scenario.expect_after_fault, run)
        mistake = requirements.own_mistake(run)
        if mistake is not None and (run.fault is not None or not goes_well):
            broken = [mistake]
        for requirement in requirements.kept(run):
            self._test(requirement)
        broken += requirements.broken(run, goes_well)
        for requirement, what in broken:
            self._test(requirement)
            finding = Finding(requirement.title, when(run), what, requirement.hint, run.recording)
            self.findings.setdefault(requirement.title, finding)
        self._note(run.fault, broken[0][0].title if broken else "")
        undisturbed = run.fault is None and not run.report.said["block"] and not run.report.said["disturbed"]
        if broken and undisturbed and (run.raised is None or not goes_well):
            self.fails_by_itself = True
        if not run.report.clean or run.new_names:
            self.end_process()
        return goes_well

    def _broken(self, expected: Sequence[Expectation], run: Run) -> list[tuple[Requirement, str]]:
        """The first of the expectations that does not hold: the others need it, and stay undecided."""
        for number, each in enumerate(expected):
            problem = each.problem(run)
            if problem is not None:
                if run.fault is None:
                    self.undecided |= {later.requirement.title for later in expected[number:]}
                return [(each.requirement, problem)]
        return []

    def _note(self, fault: Fault | None, broke: str) -> None:
        if fault is not None:
            name, target = (str(text)[:MOST_CHARACTERS] for text in (fault.name, fault.target))
            self.fault_tables[-1][2].append(FaultRun(fault.step, name, target, fault.error, broke))

    def _test(self, requirement: Requirement) -> None:
        self.tested.setdefault(requirement.title, requirement)

    def _did_not_end(self, ended: Ended, scenario: Scenario, fault: Fault | None) -> NoReturn:
        requirement, what = {
            "exit": (
                general.EXITS,
                f"the whole process ended, with the exit code {ended.detail}: that also ends the program that called "
                "your function",
            ),
            "signal": (general.EXITS, f"the whole process was ended by the signal {ended.detail}"),
            "busy": (
                general.ENDS,
                f"it was still busy after {BUSY_SECONDS:g} seconds of the processor's time, and was stopped",
            ),
            "idle": (
                general.WAITS,
                f"it waited for {IDLE_SECONDS:g} seconds for something that did not come, and was stopped",
            ),
            "processes": (
                general.NOTHING_RUNS,
                f"it had started more than {limits.PROCESSES} processes, and was stopped",
            ),
            "printed": (general.PRINTS, f"it printed more than {MOST_PRINTED // 2**20} MB, and was stopped"),
            "garbled": (
                general.CHECK_ALONE,
                "the check could no longer talk to it: it had closed, or written into, what was not its own",
            ),
        }[ended.why]
        if not (self.findings and ended.why in ("busy", "idle")):  # slow on top of wrong: the mistake is what helps
            self._test(requirement)
            finding = Finding(requirement.title, _when(scenario, fault), what, requirement.hint)
            self.findings[requirement.title] = finding
        self._note(fault, requirement.title)
        self.stopped = ended.why in ("busy", "idle")
        self.fails_by_itself = True
        self.end_process()
        raise _Stop

    def _did_not_load(self, run: Run) -> None:
        name, raised, hint = self.entry.name, run.raised, ""
        if run.report.said["loaded"]:
            title, what = f"{name} cannot be called", f"after your answer had run, {name} was no function"
        elif raised is None or (raised["type"] == "KeyError" and not raised["line"]):
            title, what = f"No {name} in it", f"your answer ran, but did not define `{name}`"
        elif raised["type"] == "NameError":
            title, hint, what = general.NAMES.title, general.NAMES.hint, run.ended()
        elif raised["type"] == "ModuleNotFoundError":
            title, what = "Needs only what Python brings along", f"{run.ended()}; answers use the standard library only"
        else:
            title, what = "The cell itself fails", f"before {name} could be called, {run.ended()}"
        self.unusable = Finding(title, "when the cell was run", what, hint)
        raise _Stop

    def end_process(self) -> None:
        """The next run begins in a fresh one."""
        if self.process is not None:
            self.process.close()
            self.process = None


def when(run: Run) -> str:
    """Names a run for a reader."""
    return _when(run.scenario, run.fault)


def _when(scenario: Scenario, fault: Fault | None) -> str:
    if fault is None:
        return f"with {scenario.when}"
    call = fault.name if fault.name.endswith(")") else f"{fault.name}()"
    target = f" of {fault.target}" if fault.target else ""
    block = f", with {scenario.when}" if scenario.block else ""
    happened = "was cancelled" if fault.error == "CancelledError" else f"raised {fault.error}"
    return f"when {call}{target} {happened} (step {fault.step} of {fault.of}){block}"


def _rank(title: str) -> int:
    """Where a report names a requirement: the exercise's own in the middle, in the order in which they came up."""
    for place, requirement in enumerate(general.FIRST, -len(general.FIRST)):
        if requirement.title == title:
            return place
    for place, requirement in enumerate(general.LAST, 1):
        if requirement.title == title:
            return place
    return 0


def _chosen(steps: int) -> Iterator[int]:
    """The numbers of the steps to fail, from 1."""
    if steps <= MOST_FAULT_STEPS:
        return iter(range(1, steps + 1))
    third = MOST_FAULT_STEPS // 3
    middle = range(third + 1, steps - third + 1)
    between = middle[:: max(1, len(middle) // third)]
    return itertools.chain(range(1, third + 1), between[:third], range(steps - third + 1, steps + 1))


def _errors(number: int, name: str, is_async: bool, indirect: bool) -> list[str]:
    """What is injected into the step `number`. Always the same, so that an answer's mark is always the same. A
    `KeyboardInterrupt` in a task that the answer has made would end the event loop."""
    os_errors = OS_ERRORS[:3] if name in OPENINGS else [OS_ERRORS[number % len(OS_ERRORS)]]
    interrupt = [] if indirect else ["KeyboardInterrupt"]
    return ["UnforeseenError", *os_errors, *interrupt, *(["CancelledError"] if is_async else [])]


@functools.cache
def _is_async(drive: str) -> bool:
    module, _, function = drive.partition(":")
    return bool(function) and inspect.iscoroutinefunction(getattr(importlib.import_module(module), function))


def _argument(argument: Any, folder: Path) -> Any:
    if isinstance(argument, At):
        path = folder / argument.path if argument.absolute else argument.path
        return {"path": str(path), "as_path": argument.as_path}
    return argument


def _make_files(folder: Path, files: dict[str, bytes | str | type[Folder]]) -> None:
    for name, content in files.items():
        path = folder / name
        if path.parent != folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_bytes(content.encode())
        else:
            path.mkdir()


def _recording(report: Report) -> Recording | None:
    """What was watched in the run; ``None`` when the report has not the form of one: the answer may have written it."""
    said = report.said
    forms = {
        "loaded": bool,
        "callable": bool,
        "step count": int,
        "steps": list,
        "injected": bool,
        "block": bool,
        "indirect": list,
        "tasks": list,
        "stuck": bool,
        "released again": list,
        "in order": list,
        "notes": dict,
        "recording": dict,
        "threads": list,
        "open": list,
        "unwatched": list,
        "changed": list,
    }
    if not all(isinstance(said.get(name), form) for name, form in forms.items()):
        return None
    try:
        for name, target, release in said["steps"]:
            f"{name}{target}{release}"
        if "raised" in said:
            [said["raised"][key] for key in ("type", "bases", "text", "errno", "injected", "line")]
        elif said["callable"]:
            describe(said["returned"])
        return Recording.from_dict(said["recording"])
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
