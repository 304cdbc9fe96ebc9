"""What schools run is tried in an environment of its own: that of `requirements-classroom.txt`."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = os.environ.get("LEAKPROOF_CLASSROOM", "")
FOLDER = Path(NAMED) if NAMED not in ("", "required") else ROOT / ".venv-classroom"


@pytest.fixture(scope="session")
def classroom() -> Path:
    """The folder of programs (``python``, ``nbgrader``, ``jupyterhub``) of the classroom's environment.

    That is ``.venv-classroom``, or the environment that LEAKPROOF_CLASSROOM names. Without one the test is left out,
    but not when LEAKPROOF_CLASSROOM is ``required``.
    """
    programs = FOLDER / ("Scripts" if os.name == "nt" else "bin")
    if not programs.is_dir():
        reason = f"{FOLDER} is missing; README.md, For authors, says how it is made"
        pytest.fail(reason) if NAMED else pytest.skip(reason)
    return programs
