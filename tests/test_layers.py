"""A part of the package knows only the parts before it: no circles, no reaching back."""

import ast
from pathlib import Path

import leakproof

PARTS = "watching course judging exercises progress showing notebook classroom authoring cli".split()
PACKAGE = Path(leakproof.__file__).parent


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {parts[1] for name in names if (parts := name.split("."))[0] == "leakproof" and len(parts) > 1}


def test_no_part_reaches_back() -> None:
    folders = [folder for folder in PACKAGE.iterdir() if folder.is_dir() and folder.name != "__pycache__"]
    assert {folder.name for folder in folders} <= set(PARTS)
    reaching = [
        f"{file.relative_to(PACKAGE)} imports {part}"
        for folder in folders
        for file in folder.rglob("*.py")
        for part in imported(file)
        if part in PARTS and PARTS.index(part) > PARTS.index(folder.name)
    ]
    assert reaching == []
