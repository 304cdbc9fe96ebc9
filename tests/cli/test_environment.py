"""The environment: when it is ready, how it is made, repaired and kept up to date, what may go wrong."""

import errno
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from leakproof.cli import environment as module
from leakproof.cli import making
from leakproof.cli.environment import ROOT, Environment, Problem, State, enter
from leakproof.cli.making import InstallerFailed, NoNetwork, make_ready

VERSION = "{}.{}".format(*sys.version_info[:2])


@pytest.fixture
def ready(environment: Environment) -> Environment:
    """A whole environment, made without an installer."""
    venv.create(environment.folder)
    environment.mark_whole()
    return environment


def calls_of_uv(environment: Environment) -> list[str]:
    return (environment.root / "calls").read_text().split()


def packages(environment: Environment) -> Path:
    folder = "Lib" if os.name == "nt" else f"lib/python{VERSION}"
    return environment.folder / folder / "site-packages"


def install_course(environment: Environment, source: Path) -> None:
    """What `pip install -e` leaves behind."""
    info = packages(environment) / "leakproof-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: leakproof\nVersion: 0.1.0\n")
    (info / "direct_url.json").write_text(json.dumps({"url": source.as_uri(), "dir_info": {"editable": True}}))


# when it is ready


def test_a_fresh_clone_has_none(environment: Environment) -> None:
    assert environment.state() is State.UNUSABLE


def test_a_whole_one_is_ready(ready: Environment) -> None:
    assert ready.state() is State.READY


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("requirements.txt", "# something else\n"),
        ("pyproject.toml", '[project]\nname = "small"\ndependencies = ["attrs"]\n'),
    ],
)
def test_changed_requirements_are_noticed(name: str, text: str, ready: Environment) -> None:
    (ready.root / name).write_text(text)
    assert ready.state() is State.OUTDATED


def test_another_change_of_pyproject_does_not_matter(ready: Environment) -> None:
    (ready.root / "pyproject.toml").write_text('[project]\nname = "renamed"\ndependencies = []\n')
    assert ready.state() is State.READY


def test_a_moved_folder_is_noticed(ready: Environment) -> None:
    moved = ready.root.rename(ready.root.with_name("moved"))
    assert Environment(moved).state() is State.UNUSABLE


def test_a_half_made_one_is_noticed(ready: Environment) -> None:
    ready.mark_unfinished()
    assert ready.state() is State.UNUSABLE


def test_a_python_that_is_gone_is_noticed(ready: Environment) -> None:
    ready.python.unlink()
    assert ready.state() is State.UNUSABLE


def test_a_python_that_was_replaced_is_noticed(ready: Environment) -> None:
    stamp = json.loads(ready.stamp_file.read_text())
    ready.stamp_file.write_text(json.dumps({**stamp, "python": "3.10"}))
    assert ready.state() is State.UNUSABLE


def test_one_made_by_hand_is_used_as_it_is(ready: Environment) -> None:
    ready.stamp_file.unlink()
    assert ready.state() is State.OUTDATED
    install_course(ready, source=ready.root)
    assert ready.state() is State.READY


def test_one_made_by_hand_for_another_copy_of_the_course_is_not(ready: Environment) -> None:
    ready.stamp_file.unlink()
    install_course(ready, source=ready.root.with_name("another"))
    assert ready.state() is State.OUTDATED


# how it is made


def test_pip_makes_it(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    make_ready(environment)
    assert environment.state() is State.READY
    subprocess.run([environment.python, "-m", "pip", "--version"], check=True)
    said = capfd.readouterr().err.splitlines()
    assert said[0].startswith("Making the course's own Python environment in .venv")
    assert said[-1] == "The environment is ready."


@pytest.mark.usefixtures("uv")
def test_uv_makes_it_when_it_is_there(environment: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    make_ready(environment)
    assert environment.state() is State.READY
    assert calls_of_uv(environment) == ["venv", "pip"]
    assert "  Resolved 7 packages\n" in capsys.readouterr().err


@pytest.mark.usefixtures("uv")
def test_a_ready_one_is_left_alone(ready: Environment) -> None:
    make_ready(ready)
    assert not (ready.root / "calls").exists()


@pytest.mark.usefixtures("uv")
def test_an_outdated_one_is_installed_upon(ready: Environment) -> None:
    (ready.folder / "mine").touch()
    ready.requirements.write_text("# more\n")
    make_ready(ready)
    assert ready.state() is State.READY
    assert calls_of_uv(ready) == ["pip"]
    assert (ready.folder / "mine").exists()


@pytest.mark.usefixtures("uv")
def test_a_half_made_one_is_made_anew(ready: Environment) -> None:
    (ready.folder / "rest").touch()
    ready.mark_unfinished()
    make_ready(ready)
    assert ready.state() is State.READY
    assert calls_of_uv(ready) == ["venv", "pip"]
    assert not (ready.folder / "rest").exists()


@pytest.mark.usefixtures("uv")
def test_when_installing_upon_fails_it_is_made_anew(ready: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.requirements.write_text("# more\n")
    monkeypatch.setenv("FAKE_UV_EXITS", "1")
    monkeypatch.setenv("FAKE_UV_SAYS", "these do not fit together")
    with pytest.raises(InstallerFailed):
        make_ready(ready)
    assert calls_of_uv(ready) == ["pip", "venv", "pip"]


MAKE = "import sys, pathlib; from leakproof.cli import environment, making; "
MAKE += "making.make_ready(environment.Environment(pathlib.Path(sys.argv[1])))"


def start_making(environment: Environment, pipe: Path) -> subprocess.Popen[str]:
    """Another process that makes the environment; its installer waits until the pipe is written to."""
    return subprocess.Popen(
        [sys.executable, "-c", MAKE, str(environment.root)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "FAKE_UV_WAITS": str(pipe)},
    )


def wait_for_line(process: subprocess.Popen[str], start: str) -> None:
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        if line.startswith(start):
            return
        said.append(line)
    raise AssertionError(f"{start!r} was never said, but: {said}")


@pytest.mark.usefixtures("uv")
def test_two_starts_at_once_share_the_work(environment: Environment, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with start_making(environment, pipe) as first:
        wait_for_line(first, "  Resolved")
        with start_making(environment, pipe) as second:
            wait_for_line(second, "Another start is making the environment")
            pipe.write_text("go on")
            assert second.wait(60) == 0
        assert first.wait(60) == 0
    assert calls_of_uv(environment) == ["venv", "pip"]
    assert environment.state() is State.READY


@pytest.mark.usefixtures("uv")
def test_a_killed_start_is_repaired_by_the_next(environment: Environment, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with start_making(environment, pipe) as first:
        wait_for_line(first, "  Resolved")
        first.send_signal(signal.SIGKILL)
        first.wait(60)
        with start_making(environment, pipe) as second:  # the installer of the first still works
            wait_for_line(second, "Another start is making the environment")
            pipe.write_text("the first goes on")
            wait_for_line(second, "  Resolved")
            pipe.write_text("the second goes on")
            assert second.wait(60) == 0
    assert calls_of_uv(environment) == ["venv", "pip", "venv", "pip"]
    assert environment.state() is State.READY


# what may go wrong


@pytest.mark.usefixtures("uv")
@pytest.mark.parametrize(
    ("uv_says", "sentence"),
    [
        ("error: No space left on device (os error 28)", "The disk is full"),
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("error: failed to write: Permission denied (os error 13)", "You may not write into"),
        (
            "cause: dns error: Temporary failure in name resolution",
            "is this machine connected to the internet",
        ),
        (
            "No matching distribution found for nothing==7",
            "    No matching distribution found for nothing==7\n",
        ),
    ],
)
def test_what_the_installer_complains_of_is_told(
    uv_says: str, sentence: str, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_UV_EXITS", "2")
    monkeypatch.setenv("FAKE_UV_SAYS", uv_says)
    with pytest.raises(Problem) as told:
        make_ready(environment)
    assert sentence in str(told.value)
    log = environment.root / ".leakproof" / "install.log"
    assert f"The whole report of the installer is in {log}." in str(told.value)
    assert uv_says in log.read_text()
    assert environment.state() is State.UNUSABLE


@pytest.mark.usefixtures("uv")
@pytest.mark.parametrize("by_hand", [False, True])
def test_without_network_an_outdated_one_is_kept_as_it_is(
    by_hand: bool, ready: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.requirements.write_text("# more\n")
    if by_hand:
        ready.stamp_file.unlink()
    monkeypatch.setenv("FAKE_UV_EXITS", "1")
    monkeypatch.setenv("FAKE_UV_SAYS", "Failed to fetch")
    with pytest.raises(NoNetwork):
        make_ready(ready)
    assert ready.state() is State.OUTDATED
    assert calls_of_uv(ready) == ["pip"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "The disk is full"),
        (errno.EROFS, "You may not write into"),
        (errno.EACCES, "You may not write into"),
        (errno.EIO, "could not be made: [Errno 5]"),
    ],
)
def test_what_the_system_refuses_is_told(
    number: int, sentence: str, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Problem) as told:
        make_ready(environment)
    assert sentence in str(told.value)


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_that_cannot_make_environments_is_told(
    missing: str, environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else find_spec(name))
    with pytest.raises(Problem, match=rf"sudo apt install python{VERSION}-venv"):
        make_ready(environment)


# going on in it


SHOW = "import json, os, sys; "
SHOW += "print(json.dumps([sys.argv[1:], sys.prefix, os.environ['VIRTUAL_ENV']])); sys.exit(7)"
ENTER = "import sys, pathlib; from leakproof.cli.environment import Environment, enter; "
ENTER += "enter(Environment(pathlib.Path(sys.argv[1])), sys.argv[2:])"


def test_the_command_goes_on_in_the_environment(ready: Environment) -> None:
    (packages(ready) / "leakproof.py").write_text(SHOW)
    arguments = ["lab", "my file.ipynb", "--x=a b", "'", '"', ""]
    base = getattr(sys, "_base_executable", sys.executable)
    went_on = subprocess.run(
        [base, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {ENTER}", str(ready.root), *arguments],
        cwd=ready.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert went_on.returncode == 7, went_on.stderr
    assert json.loads(went_on.stdout) == [arguments, str(ready.folder), str(ready.folder)]


@pytest.fixture
def nothing_may_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(*_: object) -> None:
        raise AssertionError("something was made or started")

    monkeypatch.setattr(module, "_go_on_in", start)
    monkeypatch.setattr(making, "make_ready", start)


@pytest.mark.usefixtures("nothing_may_start")
def test_an_environment_of_ones_own_is_used_as_it_is(
    ready: Environment, environment: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = Environment(tmp_path / "own")
    venv.create(own.folder)
    install_course(own, source=environment.root)
    ready.mark_unfinished()
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(packages(own)))
    enter(environment, ["lab"])


@pytest.mark.usefixtures("nothing_may_start")
def test_in_the_environment_the_command_goes_on_directly(ready: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(ready.folder))
    enter(ready, ["lab"])


def test_an_outdated_environment_is_noticed_from_inside(ready: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Environment] = []
    monkeypatch.setattr(making, "make_ready", made.append)
    monkeypatch.setattr(sys, "prefix", str(ready.folder))
    ready.requirements.write_text("# more\n")
    enter(ready, ["lab"])
    assert made == [ready]
