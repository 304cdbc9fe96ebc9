"""The way of a check: from an answer's source through all its runs to the verdict."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from leakproof.course import Exercise as Entry
from leakproof.judging import limits, requirements, source
from leakproof.judging.evidence import Ended, Report
from leakproof.judging.requirements import ENDS
from leakproof.judging.sandbox import BUSY_SECONDS, IDLE_SECONDS, MOST_PRINTED, JudgedProcess, Sandbox
from leakproof.judging.scenarios import At, Draw, Exercise, Fault, Folder, Requirement, Run, Scenario
from leakproof.judging.verdict import Finding, Outcome, Verdict

MOST_FAULT_STEPS = 24
"""Steps of one scenario that are made to fail; of a run with more, the first, the last and some between are taken."""


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

    def close(self) -> None:
        """End the sandbox."""
        self._sandbox.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
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
    unusable: Finding | None = None
    fails_by_itself: bool = False
    runs: int = 0
    faults: int = 0
    printed: str = ""
    missing: list[str] = field(default_factory=list)

    def verdict(self) -> Verdict:
        draw = Draw(secrets.randbits(64))
        try:
            for scenario in self.exercise.scenarios(draw):
                self._scenario(scenario, draw)
        except _Stop:
            pass
        if self.unusable is not None:
            return Verdict(
                self.entry.id, Outcome.UNUSABLE, 0, self.entry.points, [self.unusable], printed=self.printed
            )
        general = [requirement.title for requirement in requirements.EVERYWHERE]
        order = [ENDS.title, *(title for title in self.tested if title not in general), *general]
        findings = sorted(self.findings.values(), key=lambda finding: order.index(finding.requirement))
        held = [title for title in order if title in self.tested and title not in self.findings]
        of = self.entry.points
        points = 0 if self.fails_by_itself else of // 2 if findings else of
        outcome = Outcome.INCORRECT if findings else Outcome.CORRECT
        return Verdict(
            self.entry.id, outcome, points, of, findings, held, self.runs, self.faults, self.printed, self.missing
        )

    def _scenario(self, scenario: Scenario, draw: Draw) -> None:
        for expectation in scenario.expect:
            self._test(expectation.requirement)
        first = self._run(scenario, None)
        if not self.printed and self.process is not None:
            self.printed = self.process.printed()
        good = self._judge(first)
        if not scenario.faults or not good:
            return
        steps = first.report.said["steps"]
        for number in _chosen(len(steps)):
            for error in ("UnforeseenError", draw.os_error(), "KeyboardInterrupt"):
                name, target, release = steps[number - 1]
                run = self._run(scenario, Fault(number, error, name, target, release, len(steps)))
                if run.report.said["injected"]:
                    self._judge(run)

    # -- one run

    def _run(self, scenario: Scenario, fault: Fault | None) -> Run:
        if self.process is None:
            self.process = self.sandbox.process(self.answer, self.entry.name)
            self.missing = self.process.missing
        folder, temporary = self.process.new_folder()
        _make_files(folder, scenario.files)
        self.runs += 1
        self.faults += fault is not None
        report = self.process.run(
            {
                "folder": str(folder),
                "temporary": str(temporary),
                "fault": {"step": fault.step, "error": fault.error} if fault else None,
                "locale": scenario.locale,
                "drive": scenario.drive,
                "observe": str(folder / scenario.observe) if scenario.observe else "",
                "arguments": [_argument(argument) for argument in scenario.arguments],
            }
        )
        if isinstance(report, Report) and not _is_sound(report.said):
            report = Ended("garbled")
        if isinstance(report, Ended):
            self.printed = self.printed or self.process.printed()
            self._did_not_end(report, scenario, fault)
        run = Run(scenario, fault, report, folder, temporary)
        if not report.said["loaded"]:
            self._did_not_load(run)
        return run

    def _judge(self, run: Run) -> bool:
        """Note what the run broke; says whether it did all that is expected when nothing fails."""
        scenario = run.scenario
        problems = [(e.requirement, e.problem(run)) for e in scenario.expect]
        broken: list[tuple[Requirement, str]] = [(r, problem) for r, problem in problems if problem is not None]
        goes_well = not broken
        if run.fault is not None:
            problems = [(e.requirement, e.problem(run)) for e in scenario.expect_after_fault]
            broken = [(r, problem) for r, problem in problems if problem is not None]
        if run.raised is not None and "MemoryError" in run.raised["bases"] and not run.raised["injected"]:
            broken = [(ENDS, f"it asked for more than {limits.MEMORY // 2**20} MB of memory")]
        for requirement in requirements.kept(run):
            self._test(requirement)
        broken += requirements.broken(run, goes_well)
        for requirement, what in broken:
            self._test(requirement)
            finding = Finding(requirement.title, when(run), what, requirement.hint, requirements.recording(run))
            self.findings.setdefault(requirement.title, finding)
        if broken and run.fault is None and (run.raised is None or not goes_well):
            self.fails_by_itself = True
        if not run.report.clean:
            self.end_process()
        return goes_well

    def _test(self, requirement: Requirement) -> None:
        self.tested.setdefault(requirement.title, requirement)

    def _did_not_end(self, ended: Ended, scenario: Scenario, fault: Fault | None) -> NoReturn:
        what = {
            "exit": f"the whole process ended, with the exit code {ended.detail}: that also ends the program that "
            "called your function",
            "signal": f"the whole process was ended by the signal {ended.detail}",
            "busy": f"it was still busy after {BUSY_SECONDS:g} seconds of the processor's time, and was stopped",
            "idle": f"it waited for something that did not come for {IDLE_SECONDS:g} seconds, and was stopped",
            "printed": f"it printed more than {MOST_PRINTED // 2**20} MB, and was stopped",
            "garbled": "it wrote into the check's own channel",
        }[ended.why]
        self._test(ENDS)
        self.findings[ENDS.title] = Finding(ENDS.title, _when(scenario, fault), what, ENDS.hint)
        self.fails_by_itself = True
        self.end_process()
        raise _Stop

    def _did_not_load(self, run: Run) -> None:
        if run.raised is not None and run.raised["type"] == "KeyError" and not run.raised["line"]:
            title, what = f"No {self.entry.name} in it", f"Your answer ran, but did not define `{self.entry.name}`."
        else:
            title, what = "The cell itself fails", f"Before your {self.entry.name} could be called, {run.ended()}."
        self.unusable = Finding(title, "when the cell was run", what)
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
    return f"when {call}{target} raised {fault.error} (step {fault.step} of {fault.of})"


def _chosen(steps: int) -> Iterator[int]:
    """The numbers of the steps to fail, from 1."""
    if steps <= MOST_FAULT_STEPS:
        return iter(range(1, steps + 1))
    third = MOST_FAULT_STEPS // 3
    middle = range(third + 1, steps - third + 1)
    between = middle[:: max(1, len(middle) // third)]
    return itertools.chain(range(1, third + 1), between[:third], range(steps - third + 1, steps + 1))


def _argument(argument: Any) -> Any:
    if isinstance(argument, At):
        return {"path": argument.path, "absolute": argument.absolute, "as_path": argument.as_path}
    return argument


def _make_files(folder: Path, files: dict[str, bytes | str | type[Folder]]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_bytes(content.encode())
        else:
            path.mkdir()


def _is_sound(said: dict[str, Any]) -> bool:
    """Whether a report has the form of one: the answer may have written it."""
    forms = {"loaded": bool, "steps": list, "injected": bool, "notes": dict, "recording": dict, "threads": list}
    return all(isinstance(said.get(name), form) for name, form in forms.items()) and (
        "returned" in said or "raised" in said
    )
