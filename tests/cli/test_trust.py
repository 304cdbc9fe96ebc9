"""The course's notebooks are trusted as long as they are as git has them."""

import subprocess
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from leakproof.cli.trust import trust_shipped_notebooks

NAMES = ("as_given", "changed", "not_committed")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A repository with a notebook that is as committed, a changed one, and one that git does not know."""
    root = tmp_path / "course"
    (root / "notebooks").mkdir(parents=True)
    write(root, "as_given", "1")
    write(root, "changed", "1")
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for arguments in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    write(root, "changed", "2")
    write(root, "not_committed", "3")
    return root


def write(root: Path, name: str, source: str) -> None:
    cell = nbformat.v4.new_code_cell(source, id="a", metadata={"name": name})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), root / "notebooks" / f"{name}.ipynb")


def trusted(root: Path, data: Path) -> list[str]:
    notary = NotebookNotary(data_dir=str(data))
    try:
        read = {name: nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4) for name in NAMES}
        return [name for name in NAMES if notary.check_signature(read[name])]
    finally:
        notary.store.close()


def test_only_what_is_as_committed_is_trusted(course: Path, tmp_path: Path) -> None:
    trust_shipped_notebooks(course, tmp_path)
    assert trusted(course, tmp_path) == ["as_given"]


def test_without_git_nothing_is_trusted_and_nothing_breaks(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    trust_shipped_notebooks(course, tmp_path)
    assert trusted(course, tmp_path) == []
