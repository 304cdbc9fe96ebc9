"""Every limit is a clear finding, nothing is left running, and the next check works."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from leakproof.course.solutions import ROOT
from leakproof.exercises import catalogue
from leakproof.exercises.catalogue import judge_answer
from leakproof.judging import general
from leakproof.judging.general import Requirement
from leakproof.judging.verdict import Outcome

LIMITS = {
    "busy": (general.ENDS, "still busy after 3 seconds of the processor's time", "while True: pass"),
    "busy outside Python": (general.ENDS, "still busy", "sum(range(10**12))"),
    "busy in a child": (
        general.ENDS,
        "still busy",
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])",
    ),
    "asleep": (general.WAITS, "waited for 2 seconds", "import time; time.sleep(1000)"),
    "deadlock": (
        general.WAITS,
        "waited for 2 seconds",
        "import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()",
    ),
    "a pipe nobody writes to": (general.WAITS, "waited for 2 seconds", "import os; os.read(os.pipe()[0], 1)"),
    "stopped": (general.WAITS, "waited for 2 seconds", "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"),
    "memory at once": (general.MEMORY, "more than 384 MB of memory", "bytearray(2**30)"),
    "memory bit by bit": (general.MEMORY, "more than 384 MB", "k = []\n    while True: k.append(bytearray(2**20))"),
    "open files": (general.FEW_OPEN, "Too many open files", "k = []\n    while True: k.append(open('/dev/null'))"),
    "a large file": (general.WRITES, "a file may have 16 MB", "open('large', 'wb').write(bytes(2**25))"),
    "flood of output": (general.PRINTS, "printed more than 4 MB", "while True: print('x' * 10_000)"),
    "flood past Python": (general.PRINTS, "more than 4 MB", "import os\n    while True: os.write(2, b'x' * 99_999)"),
    "forks": (general.NOTHING_RUNS, "processes", "import os\n    while True: os.fork()"),
    "forks in a shell": (
        general.NOTHING_RUNS,
        "more than 16 processes",
        "import subprocess; subprocess.run(['sh', '-c', 'b() { sleep 9 & b; }; b'])",
    ),
    "child in a session of its own": (
        general.NOTHING_RUNS,
        "left a child process behind",
        "import subprocess; subprocess.Popen(['sleep', '99'], start_new_session=True)\n"
        "    with open(path, encoding='utf-8') as file: return file.read()",
    ),
    "process exit": (general.EXITS, "ended, with the exit code 7", "import os; os._exit(7)"),
    "exit": (general.EXITS, "SystemExit: 3", "raise SystemExit(3)"),
    "killed": (general.EXITS, "ended by the signal 9", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"),
    "crash": (general.EXITS, "ended by the signal 11", "import ctypes; ctypes.string_at(0)"),
    "hung up": (general.CHECK_ALONE, "could no longer talk", "import os; os.closerange(3, 99)"),
    "hung up and asleep": (
        general.CHECK_ALONE,
        "could no longer talk",
        "import os, time; os.closerange(3, 99); time.sleep(99)",
    ),
    "noise in the channel": (
        general.CHECK_ALONE,
        "could no longer talk",
        "import os\n    for n in range(3, 99):\n        try: os.write(n, b'{}')\n        except OSError: pass",
    ),
}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("broken", "what", "body"), LIMITS.values(), ids=LIMITS)
def test_a_limit_is_a_finding_and_the_next_check_works(broken: Requirement, what: str, body: str, right: str) -> None:
    verdict = judge_answer("1.1", f"def read_and_close(path):\n    {body}\n")
    assert (verdict.outcome, verdict.headline, verdict.points) == (Outcome.INCORRECT, broken.title, 0)
    assert what in verdict.findings[0].what
    assert verdict.findings[0].hint == broken.hint
    assert judge_answer("1.1", right).outcome is Outcome.CORRECT


@pytest.mark.usefixtures("place")
def test_a_daemon_does_not_escape() -> None:
    answer = """
import os, time
def read_and_close(path):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(99)
        os._exit(0)
    os.wait()
    os._exit(0)
"""
    assert judge_answer("1.1", answer).headline == general.EXITS.title


@pytest.mark.usefixtures("place")
def test_what_was_printed_is_told() -> None:
    verdict = judge_answer("1.1", "def read_and_close(path):\n    print('hello ☕')\n    while True: pass\n")
    assert verdict.printed == "hello ☕\n"


@pytest.mark.usefixtures("place")
def test_nothing_is_written_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    verdict = judge_answer("1.1", f"def read_and_close(path):\n    open({str(outside)!r}, 'w').close()\n")
    assert verdict.headline == general.ITS_FILES.title or "writing outside its own folder" in verdict.unlimited
    assert outside.exists() == ("writing outside its own folder" in verdict.unlimited)


@pytest.mark.usefixtures("place")
def test_solutions_cannot_be_read() -> None:
    solutions = ROOT / "solutions" / "01_manual_close.ipynb"
    verdict = judge_answer("1.1", f"def read_and_close(path):\n    return open({str(solutions)!r}).read()\n")
    assert verdict.headline == general.ITS_FILES.title or "writing outside its own folder" in verdict.unlimited


@pytest.mark.usefixtures("place")
def test_other_processes_cannot_be_ended(right: str) -> None:
    answer = "import os\ndef read_and_close(path):\n    os.kill(os.getppid(), 9)\n"
    verdict = judge_answer("1.1", answer)
    assert verdict.headline == general.CHECK_ALONE.title
    assert judge_answer("1.1", right).outcome is Outcome.CORRECT


@pytest.mark.usefixtures("place")
def test_a_folder_that_is_gone_is_made_again() -> None:
    answer = """
import os, shutil
def read_and_close(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    finally:
        folder = os.getcwd()
        shutil.rmtree(folder)
        os.symlink("/", folder)
"""
    verdict = judge_answer("1.1", answer)
    assert verdict.headline == general.PUT_BACK.title
    assert Path("/etc").is_dir()


# -- the judge's own process is interrupted, killed, copied

SCRIPT = """
import os, sys, tempfile
from leakproof.exercises.catalogue import judge_answer
from leakproof.judging import sandbox

ENDLESS = "def read_and_close(path):\\n    while True: pass\\n"
RIGHT = "def read_and_close(path):\\n    with open(path, encoding='utf-8') as file:\\n        return file.read()\\n"
true_wait = sandbox.JudgedProcess._wait

def wait(self):
    print("running", flush=True)
    return true_wait(self)

tempfile.tempdir = sys.argv[1]
sandbox.BUSY_SECONDS = sandbox.LONGEST_SECONDS = 1000
"""


def start(script: str, place: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT + script, str(place)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_an_interrupted_check_ends_and_the_next_one_works(place: Path) -> None:
    script = """
sandbox.JudgedProcess._wait = wait
try:
    judge_answer("1.1", ENDLESS)
except KeyboardInterrupt:
    print(os.listdir(sys.argv[1]))
sandbox.JudgedProcess._wait = true_wait
print(judge_answer("1.1", RIGHT).outcome)
"""
    with start(script, place) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.read().split("\n") == ["[]", "correct", ""]
    assert process.returncode == 0


def test_nothing_outlives_a_killed_judge(place: Path) -> None:
    script = """
sandbox.JudgedProcess._wait = wait
judge_answer("1.1", ENDLESS)
"""
    with start(script, place) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n"
        started = psutil.Process(process.pid).children(recursive=True)
        assert len(started) == 2
        process.kill()
    _, left = psutil.wait_procs(started, timeout=20)
    assert left == []


def test_a_copy_of_the_process_has_a_sandbox_of_its_own(place: Path) -> None:
    script = """
judge_answer("1.1", RIGHT)
child = os.fork()
if child == 0:
    print(judge_answer("1.1", RIGHT).outcome, flush=True)
    sys.exit()
os.waitpid(child, 0)
print(judge_answer("1.1", RIGHT).outcome)
"""
    with start(script, place) as process:
        assert process.stdout is not None
        assert process.stdout.read().split() == ["correct", "correct"]
    assert process.returncode == 0


@pytest.mark.usefixtures("place")
def test_a_killed_zygote_is_replaced(right: str) -> None:
    judge_answer("1.1", right)
    children = psutil.Process().children()
    for child in children:
        child.kill()
    assert judge_answer("1.1", right).outcome is Outcome.CORRECT
    assert not set(psutil.Process().children()) & set(children)


@pytest.mark.usefixtures("place")
def test_closing_ends_everything(right: str) -> None:
    judge_answer("1.1", right)
    catalogue.close()
    assert psutil.Process().children() == []
    assert judge_answer("1.1", right).outcome is Outcome.CORRECT


@pytest.mark.usefixtures("place")
def test_the_judge_keeps_no_descriptors(right: str) -> None:
    judge_answer("1.1", right)
    before = psutil.Process().num_fds()
    for _ in range(3):
        judge_answer("1.1", right)
        judge_answer("1.1", "import os\ndef read_and_close(path): os._exit(0)\n")
    assert psutil.Process().num_fds() == before
    assert os.getcwd() == os.path.realpath(os.getcwd())
