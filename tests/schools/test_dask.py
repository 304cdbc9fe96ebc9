"""Grading on many machines: real Dask workers, one of which is killed in the middle, give the same gradebook."""

import contextlib
import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = 'def read_and_close(path):\n    with open(path, encoding="utf-8") as file:\n        return file.read()\n'
ON_SUCCESS = (
    'def read_and_close(path):\n    file = open(path, encoding="utf-8")\n    text = file.read()\n    file.close()\n'
    "    return text\n"
)
LEARNERS = 16
COMMAND = """\
import sys
from leakproof.cli import main
if __name__ == "__main__":
    main.enter = lambda *_: None
    sys.exit(main.main(sys.argv[1:]))
"""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    for number in range(LEARNERS):
        source = f"{ON_SUCCESS if number % 3 else READ}# {number}\n"
        cell = {"cell_type": "code", "source": source, "metadata": {"leakproof": {"exercise": "1.1"}}}
        (folder / f"learner{number:02}.ipynb").write_text(json.dumps({"nbformat": 4, "cells": [cell]}))
    return folder


class Cluster:
    """A scheduler and its worker processes, each a command of the classroom's environment."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._python, self._folder = python, folder
        self._said = folder / "scheduler.json"
        self._run("scheduler", "--port", "0", "--scheduler-file", str(self._said))
        until(self._said.exists)
        until(lambda: self._said.read_text().endswith("}"))
        self.address = str(json.loads(self._said.read_text())["address"])

    def _run(self, role: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{role}.log").open("ab") as log:
            command = [self._python, "-m", "distributed.cli.dask_" + role, *arguments, "--no-dashboard"]
            return subprocess.Popen(command, cwd=self._folder, env=ENVIRONMENT, stdout=log, stderr=log)

    def add_worker(self) -> subprocess.Popen[bytes]:
        return self._run("worker", self.address, "--nthreads", "1", "--no-nanny")

    def workers(self) -> int:
        ask = "import sys, distributed as d; print(len(d.Client(sys.argv[1]).scheduler_info(n_workers=-1)['workers']))"
        return int(subprocess.check_output([self._python, "-c", ask, self.address], cwd=self._folder, env=ENVIRONMENT))


def until(true: object, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def cluster(classroom: Path, tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    before = set(psutil.Process().children())
    try:
        yield Cluster(classroom / "python", folder)
    finally:
        for process in set(psutil.Process().children()) - before:
            for each in (*process.children(recursive=True), process):
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.kill()
        psutil.wait_procs(set(psutil.Process().children()) - before)


def grade(python: Path, folder: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    script = out.parent / "command.py"
    script.write_text(COMMAND)
    return subprocess.Popen(
        [python, script, "grade", folder, "--out", out, *options],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_many_machines_give_the_same_marks_also_when_one_is_lost(
    classroom: Path, cluster: Cluster, submitted: Path, tmp_path: Path
) -> None:
    doomed, _ = cluster.add_worker(), cluster.add_worker()
    until(lambda: cluster.workers() == 2)
    there, here = tmp_path / "there.csv", tmp_path / "here.csv"
    with grade(classroom / "python", submitted, there, "--scheduler", cluster.address) as grading:
        assert grading.stderr is not None
        told = next(line for line in grading.stderr if line[0] in "123456789")
        doomed.send_signal(signal.SIGKILL)
        said = grading.communicate()
    assert not told.startswith(f"{LEARNERS} of")
    assert grading.returncode == 0, said
    assert f"{LEARNERS} different answers judged." in said[0]
    with grade(Path(sys.executable), submitted, here) as alone:
        said = alone.communicate()
    assert alone.returncode == 0, said
    assert there.read_bytes() == here.read_bytes()
    with there.open(encoding="utf-8", newline="") as file:
        assert [int(row["total"]) for row in csv.DictReader(file)] == [2 if n % 3 else 4 for n in range(LEARNERS)]


def test_without_a_scheduler_it_says_so(classroom: Path, submitted: Path, tmp_path: Path) -> None:
    options = ("--scheduler", "tcp://127.0.0.1:1")
    with grade(classroom / "python", submitted, tmp_path / "out.csv", *options) as grading:
        said = grading.communicate()
    assert (grading.returncode, "no Dask scheduler at tcp://127.0.0.1:1" in said[1]) == (1, True), said


def test_without_the_library_it_says_what_to_install(submitted: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError\n")  # beside the command, and so found first
    with grade(Path(sys.executable), submitted, tmp_path / "out.csv", "--scheduler", "tcp://127.0.0.1:1") as grading:
        said = grading.communicate()
    assert (grading.returncode, "requirements-classroom.txt" in said[1]) == (1, True), said
