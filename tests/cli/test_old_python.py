"""An old Python can read what it meets first, and is told what to do."""

import ast
import sys
from pathlib import Path

import pytest

import leakproof
from leakproof.__main__ import main

PACKAGE = Path(leakproof.__file__).parent


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_an_old_python_can_read_the_first_files(name: str) -> None:
    source = (PACKAGE / name).read_text(encoding="ascii")
    tree = ast.parse(source, feature_version=(3, 6))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]


def test_an_old_python_gets_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18))
    monkeypatch.setattr(sys, "argv", ["leakproof", "lab", "--no-browser"])
    assert main() == 2
    said = capsys.readouterr().err
    assert "This is Python 3.8, and Leakproof needs Python 3.11 or newer" in said
    assert "python3.12 -m leakproof lab --no-browser" in said
