"""Starts one learner's server under a JupyterHub: lays the course into their home folder, then becomes the server.

It stands in the place of `jupyterhub-singleuser`, with the same arguments, and runs as the learner, so that nothing of
it can reach what the learner may not. The same on one machine and in a container. It reads:

- ``LEAKPROOF_LESSONS``: the lessons that are laid out, as ``0-3`` (default: all);
- ``LEAKPROOF_SOLUTIONS``: ``yes`` lays out `solutions/` as well (default: no; the word `solution()` works in any case);
- ``LEAKPROOF_IDLE_MINUTES``: after how long without use a server ends (default: 60; 0: never).

The learner's work is never overwritten: a notebook that the course has in a newer version is replaced only as long as
the learner has not changed it. What was given, and in which version, stands in ``.given.json``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The folder of the course, which the learner can read and need not write."""
FOLDER = "leakproof-course"
"""In the learner's home. Not `leakproof`: beside a notebook, Python would take such a folder for the package."""
SETTINGS = ROOT / "leakproof" / "cli" / "jupyter_settings"
WITHOUT_NBGRADER = Path(__file__).with_name("learner_settings")
"""Where nbgrader is installed, learners do not see its pages for teachers; and a server is 34 MB smaller."""


def main(arguments: list[str]) -> None:
    """Does not return: this process is the server afterwards."""
    os.umask(0o077)  # what a learner writes is for that learner
    home = Path.home()
    try:
        give_course(home / FOLDER, _lessons(os.environ.get("LEAKPROOF_LESSONS", "")), _with_solutions())
    except Exception as error:  # a full disk must not keep anyone from what is there already
        print(f"The course could not be laid out in {home / FOLDER}: {error}", file=sys.stderr, flush=True)
    for variable, value in {
        "JUPYTER_CONFIG_PATH": str(WITHOUT_NBGRADER),
        "JUPYTERHUB_ROOT_DIR": str(home / FOLDER),
        "JUPYTERHUB_DEFAULT_URL": "/lab/tree/notebooks/00_start_here.ipynb",
        "LEAKPROOF_PROGRESS": str(home / ".leakproof" / "progress.jsonl"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # a warning of every kernel's debugger
    }.items():
        os.environ.setdefault(variable, value)
    program = str(Path(sysconfig.get_path("scripts")) / "jupyterhub-singleuser")
    os.execv(program, [program, *_settings(), *arguments])


def give_course(folder: Path, lessons: range, solutions: bool = False) -> list[Path]:
    """Lays the notebooks of the course into ``folder`` and gives those that it wrote. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / ".given.json"
    try:
        given: dict[str, str] = json.loads(record.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        given = {}
    written = []
    for kind in ("notebooks", "exercises", *(["solutions"] if solutions else [])):
        for source in sorted((ROOT / kind).glob("[0-9][0-9]_*.ipynb")):
            name, content = f"{kind}/{source.name}", source.read_bytes()
            target = folder / name
            if int(source.name[:2]) not in lessons or not _may_write(target, content, given.get(name)):
                continue
            target.parent.mkdir(exist_ok=True)
            part = target.with_suffix(".part")
            part.write_bytes(content)
            part.replace(target)  # all of it or nothing
            given[name] = _digest(content)
            written.append(target)
    if written:
        record.write_text(json.dumps(given, indent=1), encoding="utf-8")
        _trust(written)
    return written


def _may_write(target: Path, content: bytes, given: str | None) -> bool:
    """Whether it is missing, or an older version that the learner has left as it was."""
    try:
        there = _digest(target.read_bytes())
    except FileNotFoundError:
        return True
    return there == given != _digest(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _trust(notebooks: list[Path]) -> None:
    """The course's own notebooks show their pictures at once, before they are run."""
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    with contextlib.closing(notary.store):
        for path in notebooks:
            notary.sign(nbformat.read(path, as_version=4))


def _lessons(text: str) -> range:
    """``0-3``, ``2`` or nothing. What cannot be read is all lessons: too much is better than none."""
    first, dash, last = text.partition("-")
    try:
        return range(int(first), int(last if dash else first) + 1)
    except ValueError:
        return range(100)


def _with_solutions() -> bool:
    return os.environ.get("LEAKPROOF_SOLUTIONS", "no") == "yes"


def _settings() -> list[str]:
    """JupyterLab as `python3 -m leakproof lab` has it, and an end to what nobody uses."""
    import zmq

    seconds = int(60 * float(os.environ.get("LEAKPROOF_IDLE_MINUTES") or 60))
    return [
        f"--LabApp.app_settings_dir={SETTINGS}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        f"--MappingKernelManager.cull_idle_timeout={seconds}",
        f"--ServerApp.shutdown_no_activity_timeout={seconds}",
        # Without encryption, others with an account on the same machine can listen to what a kernel prints.
        *(["--KernelManager.transport_encryption=auto"] if zmq.has("curve") else []),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
