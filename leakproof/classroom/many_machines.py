"""Judges on many machines: the workers of a Dask scheduler do what worker processes do on one machine."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import importlib
from collections.abc import Iterable, Iterator
from typing import Any

from leakproof.classroom.judgements import Done, Judgement, MachineCannotJudge, NotJudged, Task, judge
from leakproof.classroom.store import fingerprint

LONGEST_TO_CONNECT = 10
"""Seconds to wait for the scheduler."""


class Machines:
    """The workers of the scheduler at `address`, such as ``tcp://10.0.0.5:8786``. Close it, or use it in a ``with``.

    Each needs this course, of the same version; each worker *process* judges one answer at a time, however many threads
    it has. Raises `MachineCannotJudge` when there is no such scheduler or the library ``distributed`` is missing.
    """

    def __init__(self, address: str) -> None:
        try:
            self._distributed = importlib.import_module("distributed")
        except ImportError as error:
            raise MachineCannotJudge(
                "grading on many machines needs the library distributed: pip install -r requirements-classroom.txt"
            ) from error
        try:
            self._client = self._distributed.Client(address, timeout=LONGEST_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise MachineCannotJudge(f"there is no Dask scheduler at {address}: {error}") from error
        try:
            self._client.wait_for_workers(1, timeout=LONGEST_TO_CONNECT)
        except TimeoutError as error:
            self.close()
            raise MachineCannotJudge(f"the Dask scheduler at {address} has no worker") from error

    def judge(self, tasks: Iterable[Task], alone: bool) -> Iterator[Done]:
        """See `leakproof.classroom.judgements.Judges`. The scheduler gives what a lost worker had to another one."""
        tasks = list(tasks)
        for some in [[task] for task in tasks] if alone else [tasks]:
            sent = {self._client.submit(judge_there, *task, fingerprint(), pure=False): task for task in some}
            for future in self._distributed.as_completed(sent, loop=self._client.loop):
                yield sent[future], _result(future)
                future.release()

    def close(self) -> None:
        """Leave the scheduler; its workers stay."""
        with contextlib.suppress(OSError, TimeoutError):
            self._client.close()

    def __enter__(self) -> Machines:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def judge_there(exercise: str, source: str, course: str) -> Judgement | NotJudged:
    """Judges one answer on a worker; `course` is the fingerprint that its course must have."""
    if fingerprint() != course:
        raise MachineCannotJudge("a worker has another version of the course, or of Python")
    return judge(Task(exercise, source))


def _result(future: Any) -> Judgement | NotJudged:
    try:
        error = future.exception()
    except (asyncio.CancelledError, concurrent.futures.CancelledError) as lost:
        raise MachineCannotJudge("the scheduler was lost; when it is back, the same command goes on") from lost
    if isinstance(error, MachineCannotJudge):
        raise error
    if error is not None:  # as KilledWorker, when every worker that had it was lost
        return NotJudged(f"the workers that judged it were lost ({type(error).__name__})")
    result: Judgement | NotJudged = future.result()
    return result
