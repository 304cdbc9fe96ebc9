"""Judges on all cores: worker processes, each with one warm judge; one that dies or hangs is replaced."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection, wait

import psutil

from leakproof.classroom.judgements import Done, NotJudged, Task, judge

LONGEST_SECONDS = 600.0
"""For one answer. The judge ends each run of an answer itself; this is for a judge that hangs."""

_PROCESSES = multiprocessing.get_context("spawn")  # the only way on Windows; and nothing is inherited by accident


def cores() -> int:
    """How many processes this one can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """At most `most` worker processes, started when they are needed. Close it, or use it in a ``with``."""

    def __init__(self, most: int, longest: float = LONGEST_SECONDS) -> None:
        self._most, self._longest = most, longest
        self._workers: list[_Worker] = []

    def judge(self, tasks: Iterable[Task], alone: bool) -> Iterator[Done]:
        """See `leakproof.classroom.judgements.Judges`."""
        waiting = iter(tasks)
        while True:
            most = 1 if alone else self._most
            busy = [worker for worker in self._workers if worker.task is not None]
            for task in itertools.islice(waiting, most - len(busy)):
                worker = self._idle()
                worker.begin(task)
                busy.append(worker)
            if not busy:
                return
            yield from self._finished(busy)

    def _idle(self) -> _Worker:
        for worker in self._workers:
            if worker.task is None:
                return worker
        self._workers.append(_Worker())
        return self._workers[-1]

    def _finished(self, busy: list[_Worker]) -> Iterator[Done]:
        until = min(worker.began for worker in busy) + self._longest
        ready = wait([worker.connection for worker in busy], timeout=max(0.0, until - time.monotonic()))
        for worker in busy:
            task = worker.task
            assert task is not None
            if worker.connection in ready:
                try:
                    result = worker.connection.recv()
                except (EOFError, OSError):
                    self._replace(worker)
                    result = NotJudged("the process that judged it ended")
                worker.task = None
                yield task, result
            elif time.monotonic() - worker.began > self._longest:
                self._replace(worker)
                yield task, NotJudged(f"judging it took more than {self._longest:g} seconds")

    def _replace(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()

    def close(self) -> None:
        """End all workers, whatever they do."""
        while self._workers:
            self._workers.pop().end()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Worker:
    """One worker process, seen from here."""

    def __init__(self) -> None:
        self.connection, theirs = _PROCESSES.Pipe()
        self._process = _PROCESSES.Process(target=_work, args=(theirs,), daemon=True, name="leakproof-judge")
        self._process.start()
        theirs.close()
        self.task: Task | None = None
        self.began = 0.0

    def begin(self, task: Task) -> None:
        self.task, self.began = task, time.monotonic()
        with contextlib.suppress(OSError):  # it has ended, and the answer to that is EOF
            self.connection.send(task)

    def end(self) -> None:
        """The worker, its sandbox, and what an answer has started in there."""
        with contextlib.suppress(psutil.Error):
            for process in psutil.Process(self._process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    process.kill()
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _work(connection: Connection) -> None:
    """A worker's life: ends when nobody is there any more who would read what it says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(judge(connection.recv()))
