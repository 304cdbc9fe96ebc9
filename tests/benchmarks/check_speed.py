"""Prints how long a check takes in a warm process, beside what `python -I -c pass` takes on this machine.

Run it with ``python tests/benchmarks/check_speed.py``. The goal: a median under 1.5 times, and a worst under 4 times.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from leakproof.course import course
from leakproof.course.solutions import solution_of
from leakproof.exercises.catalogue import judge_answer
from leakproof.judging.verdict import Outcome

TIMES = 30


def milliseconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def start_python() -> None:
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)


def main() -> None:
    answers = {exercise.id: solution_of(exercise) for exercise in course().lesson(1).exercises}
    for id, answer in answers.items():
        assert judge_answer(id, answer).outcome is Outcome.CORRECT
    python: list[float] = []
    checks: dict[str, list[float]] = {id: [] for id in answers}
    for _ in range(TIMES):  # in turns, so that both see the same machine
        python.append(milliseconds(start_python))
        for id, answer in answers.items():
            checks[id].append(milliseconds(lambda id=id, answer=answer: judge_answer(id, answer)))
    base = statistics.median(python)
    print(f"{'':8} {'median':>8} {'worst':>8}   times python -I -c pass")
    print(f"{'python':8} {base:6.1f}ms {max(python):6.1f}ms")
    for id, took in [*checks.items(), ("all", [each for took in checks.values() for each in took])]:
        median, worst = statistics.median(took), max(took)
        print(f"{id:8} {median:6.1f}ms {worst:6.1f}ms   {median / base:.2f} and {worst / base:.2f}")


if __name__ == "__main__":
    main()
