"""What schools run the course with is whole: it can be read, agrees with the course, and names what exists."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    ".binder/postBuild",
    ".binder/requirements.txt",
    ".binder/runtime.txt",
    ".devcontainer/devcontainer.json",
    "deploy/jupyterhub/accounts.py",
    "deploy/jupyterhub/jupyterhub_config.py",
    "deploy/jupyterhub/leakproof-hub.service",
    "deploy/kubernetes/Dockerfile",
    "deploy/kubernetes/Dockerfile.dockerignore",
    "deploy/kubernetes/values.yaml",
    "deploy/learner_server.py",
    "deploy/learner_settings/jupyter_server_config.json",
    "deploy/learner_settings/labconfig/page_config.json",
}
TEXTS = [*sorted(FILES), "docs/deploying.md"]
SYSTEM = "/opt/leakproof /home/jovyan /var/lib /usr/ /etc/ /bin/ /lab/ /hub/ /user/ /services/".split()
"""Where absolute paths may lead: into an image, to the system, or into a hub."""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def values() -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = yaml.safe_load(read("deploy/kubernetes/values.yaml"))
    return loaded


def test_no_stray_files() -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in ("deploy", ".binder", ".devcontainer")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there == FILES


def test_one_python_that_the_course_can_use() -> None:
    image = re.search(r"^FROM python:(3[.]\d+)-", read("deploy/kubernetes/Dockerfile"), re.MULTILINE)
    codespace = re.search(r"python:\d+-(3[.]\d+)-", json.loads(read(".devcontainer/devcontainer.json"))["image"])
    binder = read(".binder/runtime.txt").strip().removeprefix("python-")
    assert image and codespace
    assert image[1] == codespace[1] == binder
    least = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")
    assert int(binder.split(".")[1]) >= int(least.split(".")[1])


def test_versions_agree() -> None:
    dockerfile, chart = read("deploy/kubernetes/Dockerfile"), read("deploy/kubernetes/values.yaml")
    named = re.search(r"chart: (\S+) \(JupyterHub ([\d.]+);", chart)
    assert named
    assert f'"jupyterhub=={named[2]}"' in dockerfile
    assert f"--version {named[1]} " in chart
    (nbgitpuller,) = re.findall(r'"(nbgitpuller==[\d.]+)"', dockerfile)
    assert nbgitpuller in read("requirements-classroom.txt").split("\n")


def test_every_file_named_exists() -> None:
    name = re.compile(
        r"(?<![\w/.-])(?:/opt/leakproof/)?((?:deploy|docs|tests|[.]ci)/[\w./-]*\w|requirements[\w-]*[.]txt)"
    )
    named = {(text, found) for text in TEXTS for found in name.findall(read(text))}
    assert {found for _, found in named} >= {"deploy/learner_server.py", "requirements.txt", "docs/deploying.md"}
    assert [(text, found) for text, found in sorted(named) if not (ROOT / found).exists()] == []


def test_nothing_of_a_developers_machine() -> None:
    absolute = re.compile(r"(?<![\w/.:}*~>)-])/[a-z][\w.-]*/[\w./-]*")
    strange = [
        (text, path)
        for text in TEXTS
        for path in absolute.findall(read(text))
        if not path.startswith(tuple(SYSTEM))
    ]
    assert strange == []


def test_settings_are_json() -> None:
    for name in FILES:
        if name.endswith(".json"):
            assert json.loads(read(name))


def test_the_image_gets_what_a_learners_server_needs() -> None:
    taken = [line[1:] for line in read("deploy/kubernetes/Dockerfile.dockerignore").split("\n") if line.startswith("!")]
    assert [pattern for pattern in taken if not list(ROOT.glob(pattern))] == []
    assert {"deploy/learner_server.py", "deploy/learner_settings", "leakproof", "requirements.txt"} <= set(taken)
    assert {f"{kind}/*.ipynb" for kind in ("notebooks", "exercises", "solutions")} <= set(taken)
    assert values()["singleuser"]["cmd"] == json.loads(read("deploy/kubernetes/Dockerfile").rpartition("CMD ")[2])


def test_the_chart_gets_no_password_that_works() -> None:
    passwords = values()["hub"]["config"]["SharedPasswordAuthenticator"]  # type: ignore[index]
    assert {len(password) < 8 for password in passwords.values()} == {True}, "JupyterHub refuses short ones"


@pytest.mark.skipif(os.name == "nt", reason="a script of bash")
def test_binders_script_runs() -> None:
    script = ROOT / ".binder" / "postBuild"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    assert (script.parent / read(".binder/requirements.txt").split()[1]).resolve() == ROOT / "requirements.txt"


@pytest.fixture
def learner_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, with a small course and lists of Jupyter's own."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    spec = importlib.util.spec_from_file_location("learner_server", ROOT / "deploy" / "learner_server.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path / "course")
    for kind in ("notebooks", "exercises", "solutions"):
        for lesson in ("00_first", "01_second"):
            publish(tmp_path / "course" / kind / f"{lesson}.ipynb", f"{kind} {lesson}")
    return module


def publish(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cell = {"cell_type": "markdown", "id": "one", "metadata": {}, "source": text}
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def test_the_course_is_laid_out_once(learner_server: ModuleType, tmp_path: Path) -> None:
    home = tmp_path / "home"
    given = learner_server.give_course(home, learner_server._lessons(""))
    assert sorted(path.relative_to(home).as_posix() for path in given) == [
        f"{kind}/{name}.ipynb" for kind in ("exercises", "notebooks") for name in ("00_first", "01_second")
    ]
    assert learner_server.give_course(home, range(100)) == []


def test_lessons_and_solutions_are_the_teachers_choice(learner_server: ModuleType, tmp_path: Path) -> None:
    home = tmp_path / "home"
    given = learner_server.give_course(home, learner_server._lessons("0-0"), solutions=True)
    assert {(path.parent.name, path.stem) for path in given} == {
        (kind, "00_first") for kind in ("notebooks", "exercises", "solutions")
    }
    assert [learner_server._lessons(text) for text in ("0-3", "2", "all")] == [range(4), range(2, 3), range(100)]


def test_news_comes_and_work_stays(learner_server: ModuleType, tmp_path: Path) -> None:
    home = tmp_path / "home"
    learner_server.give_course(home, range(100))
    publish(home / "exercises" / "00_first.ipynb", "the learner's answer")
    work = (home / "exercises" / "00_first.ipynb").read_bytes()
    (home / "notebooks" / "01_second.ipynb").unlink()
    for kind in ("notebooks", "exercises"):
        publish(tmp_path / "course" / kind / "00_first.ipynb", "a better question")

    written = learner_server.give_course(home, range(100))
    assert sorted(path.relative_to(home).as_posix() for path in written) == [
        "notebooks/00_first.ipynb",
        "notebooks/01_second.ipynb",
    ]
    assert (home / "exercises" / "00_first.ipynb").read_bytes() == work
    assert "a better question" in (home / "notebooks" / "00_first.ipynb").read_text()


def test_without_its_record_nothing_is_overwritten(learner_server: ModuleType, tmp_path: Path) -> None:
    home = tmp_path / "home"
    learner_server.give_course(home, range(100))
    (home / ".given.json").write_text("{")
    publish(tmp_path / "course" / "exercises" / "00_first.ipynb", "a better question")
    assert learner_server.give_course(home, range(100)) == []
