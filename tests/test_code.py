"""The code keeps the rules that pyproject.toml sets: ruff's, and mypy's strict ones."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("tool", [["ruff", "check", "leakproof", "tests"], ["mypy"]], ids=["ruff", "mypy"])
def test_the_code_keeps_the_rules(tool: list[str]) -> None:
    checked = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
