"""Gives every test file and every notebook under test a learner's progress of its own, empty at the start."""

import os
import tempfile
from pathlib import Path

import pytest

_FOLDER = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Each process of a parallel run has a folder of its own."""
    folder = tempfile.TemporaryDirectory(prefix="leakproof-test-")
    config.add_cleanup(folder.cleanup)
    config.stash[_FOLDER] = Path(folder.name)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """nbval starts a notebook's kernel after this, and the kernel inherits the variable."""
    name = f"{item.path.parent.name}-{item.path.stem}.jsonl"
    os.environ["LEAKPROOF_PROGRESS"] = str(item.config.stash[_FOLDER] / name)
