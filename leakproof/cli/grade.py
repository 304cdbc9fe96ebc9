"""The command `grade`: grades a class."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leakproof.classroom.grading import Graded, Progress
    from leakproof.classroom.submissions import Submission


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``grade``."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="what the learners handed in; a zip file will do")
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="the gradebook to write (CSV)")
    parser.add_argument("--report", metavar="FILE", type=Path, help="write a report on the class too (HTML)")
    parser.add_argument("--canvas", metavar="FILE", type=Path, help="write a file for Canvas's grade import too (CSV)")
    parser.add_argument("--moodle", metavar="FILE", type=Path, help="write a file for Moodle's grade import too (CSV)")
    parser.add_argument("--jobs", metavar="N", type=_jobs, help="answers judged at once (one for each core)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="judge on the machines of this Dask scheduler")


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1000")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Grades what is in ``args.folder``; 0, 1 when something could not be judged or written, 2 when nothing was handed
    in or files cannot be written where they are wanted, 130 after Ctrl-C."""
    from leakproof.classroom.judgements import MachineCannotJudge
    from leakproof.classroom.submissions import NothingHandedIn, submissions

    wanted = [path for path in (args.out, args.report, args.canvas, args.moodle) if path is not None]
    kept = args.out.with_name(f"{args.out.name}.progress.sqlite")
    for path in wanted:
        if path.is_dir() or not path.absolute().parent.is_dir():
            print(f"{path} cannot be written: {_not_there(path)}.", file=sys.stderr)
            return 2
    if len({path.absolute() for path in wanted}) < len(wanted):
        print("Two of the files to be written have the same name.", file=sys.stderr)
        return 2
    try:
        handed_in = submissions(args.folder)
    except NothingHandedIn as nothing:
        print(nothing, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{args.folder} cannot be read: {error.strerror or error}.", file=sys.stderr)
        return 2
    shown = _ProgressLine(len(handed_in))
    try:
        graded = _graded(args, handed_in, kept, shown)
        written = _write(args, graded, handed_in)
    except KeyboardInterrupt:
        print(f"\nStopped by Ctrl-C. What was judged is kept in {kept}; the same command goes on.", file=sys.stderr)
        return 130
    except MachineCannotJudge as broken:
        print(f"No answer can be judged here: {broken}", file=sys.stderr)
        return 1
    except OSError as error:
        name = Path(error.filename) if isinstance(error.filename, str) else args.out
        print(
            f"{name} could not be written: {error.strerror or error}. What was judged so far is kept in {kept} if that "
            "could be written; make room, or name another place, and the same command goes on.",
            file=sys.stderr,
        )
        return 1
    _summary(graded, shown, written, kept)
    return 1 if graded.not_judged else 0


def _not_there(path: Path) -> str:
    return "it is a folder" if path.is_dir() else f"there is no folder {path.absolute().parent}"


def _graded(args: argparse.Namespace, handed_in: list[Submission], kept: Path, shown: _ProgressLine) -> Graded:
    from leakproof.classroom.grading import grade
    from leakproof.classroom.store import Store
    from leakproof.classroom.workers import Workers, cores

    title = args.folder.resolve().stem
    with Store(kept) as store:
        if args.scheduler:
            from leakproof.classroom.many_machines import Machines

            with Machines(args.scheduler) as machines:
                graded = grade(title, handed_in, machines.judge, store, shown)
        else:
            with Workers(args.jobs or cores()) as workers:
                graded = grade(title, handed_in, workers.judge, store, shown)
    shown.end()
    return graded


def _write(args: argparse.Namespace, graded: Graded, handed_in: list[Submission]) -> list[Path]:
    from leakproof.classroom.gradebook import write_canvas, write_gradebook, write_moodle

    write_gradebook(graded.learners, args.out)
    written = [args.out]
    if args.canvas is not None:
        write_canvas(graded.learners, handed_in, args.canvas)
        written.append(args.canvas)
    if args.moodle is not None:
        write_moodle(graded.learners, handed_in, args.moodle)
        written.append(args.moodle)
    if args.report is not None:
        from leakproof.classroom.report import write_report

        write_report(graded.learners, args.report)
        written.append(args.report)
    return written


def _summary(graded: Graded, shown: _ProgressLine, written: list[Path], kept: Path) -> None:
    for learner in graded.learners.learners:
        for note in learner.notes:
            print(f"{learner.name}: {note}")
    for line in graded.not_judged:
        print(f"Could not be judged, and has no points: {line}", file=sys.stderr)
    if graded.not_judged:
        print("The same command tries these again.", file=sys.stderr)
    count = len(graded.learners.learners)
    print(f"{count} {'learner' if count == 1 else 'learners'}; {shown.told()}.")
    print(f"Written: {', '.join(map(str, written))}. Each answer's mark is kept in {kept}, for the next time.")


class _ProgressLine:
    """Says how far the grading is: in one line on a terminal, else in a line for each tenth."""

    def __init__(self, learners: int) -> None:
        self._began = time.monotonic()
        self._learners = learners
        self._terminal = sys.stderr.isatty()
        self._tenth = -1
        self._progress: Progress | None = None
        self._width = 0

    def __call__(self, progress: Progress) -> None:
        self._progress = progress
        done = progress.before + progress.now
        if self._terminal:
            line = self._line(done, progress)
            print(f"\r{line:<{self._width}}", end="", file=sys.stderr, flush=True)
            self._width = len(line)
        elif progress.answers and (tenth := 10 * done // progress.answers) > self._tenth:
            self._tenth = tenth
            print(self._line(done, progress), file=sys.stderr, flush=True)

    def _line(self, done: int, progress: Progress) -> str:
        line = f"{done} of {progress.answers} answers judged"
        if progress.now and done < progress.answers:
            left = (time.monotonic() - self._began) / progress.now * (progress.answers - done)
            line += f", about {_duration(left)} left"
        return line

    def told(self) -> str:
        """What was done, when all is."""
        if self._progress is None:
            return "no answers"
        before = f", {self._progress.before} in an earlier run" if self._progress.before else ""
        return f"{self._progress.now} different answers judged{before}"

    def end(self) -> None:
        """Go on in a new line."""
        if self._terminal and self._width:
            print(file=sys.stderr)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
