"""Marks the notebooks of the course as trusted, so that their pictures show when they are first opened."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

FOLDERS = ("notebooks", "exercises", "solutions")


def trust_shipped_notebooks(root: Path, data_folder: Path) -> None:
    """Signs the notebooks that are just as git has them; a changed one, or one without git, is left alone.

    ``data_folder`` is where Jupyter's list of trusted notebooks lies. Nothing here is worth an error: an
    untrusted notebook only shows fewer pictures until it is run.
    """
    import nbformat
    from nbformat.sign import NotebookNotary

    with contextlib.suppress(Exception):
        notary = NotebookNotary(data_dir=str(data_folder))  # type: ignore[no-untyped-call]
        for path in _unchanged(root):
            notary.sign(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]


def _unchanged(root: Path) -> list[Path]:
    committed = _git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *FOLDERS)
    changed = _git(root, "diff", "-z", "--name-only", "--relative", "HEAD", "--", *FOLDERS)
    return [root / name for name in sorted(committed - changed) if name.endswith(".ipynb")]


def _git(root: Path, *arguments: str) -> set[str]:
    """The names that git lists, separated by zeros; raises when there is no git or no repository."""
    listed = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, encoding="utf-8")
    return set(filter(None, listed.stdout.split("\0")))
