"""The command `check`: judges answers to an exercise."""

import argparse
import json
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``check``."""
    parser.add_argument("exercise", metavar="ID", help="an exercise's number (1.1) or name (read_and_close)")
    parser.add_argument("files", metavar="FILE", nargs="+", help="a Python file with an answer")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line, for programs")


def run(args: argparse.Namespace) -> int:
    """Judges ``args.files`` as answers to ``args.exercise``; 0 when all are correct, 1 when not, 2 for an unknown
    exercise."""
    from leakproof.course import NoSuchExercise, course
    from leakproof.exercises.catalogue import judge_answer
    from leakproof.judging.sandbox import SandboxBroken
    from leakproof.judging.verdict import Finding, Outcome, Verdict
    from leakproof.showing.reports import report_text

    try:
        exercise = course().exercise(args.exercise)
    except NoSuchExercise as unknown:
        print(unknown, file=sys.stderr)
        return 2
    all_correct = True
    for name in args.files:
        try:
            verdict = judge_answer(exercise.id, Path(name).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            finding = Finding("The file cannot be read", "before it was run", f"{name}: {reason}")
            verdict = Verdict(exercise.id, Outcome.UNUSABLE, 0, exercise.points, [finding])
        except SandboxBroken as broken:
            print(broken, file=sys.stderr)
            return 1
        all_correct = all_correct and verdict.outcome is Outcome.CORRECT
        if args.json:
            said = verdict.to_dict()
            print(json.dumps({"exercise": said.pop("exercise"), "file": name, **said}), flush=True)
        else:
            print(f"{name}\n{report_text(exercise, verdict)}\n", flush=True)
    return 0 if all_correct else 1
