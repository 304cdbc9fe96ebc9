"""Makes what learners hand in."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

BANK = Path(__file__).parents[2] / "bank"

CLOSE = "def close_and_tell(file):\n    file.close()\n    return file.name\n"
READ = 'def read_and_close(path):\n    with open(path, encoding="utf-8") as file:\n        return file.read()\n'
LEAKS = 'def read_and_close(path):\n    return open(path, encoding="utf-8").read()\n'
ON_SUCCESS = (
    'def read_and_close(path):\n    file = open(path, encoding="utf-8")\n    text = file.read()\n    file.close()\n'
    "    return text\n"
)
ENDLESS = "def read_and_close(path):\n    while True:\n        pass\n"
STUB = "def read_and_close(path):\n    ...  # your answer here\n"


def bank(exercise: str, answer: str) -> str:
    """An answer of the judge's bank, as ``right/with_block``."""
    return (BANK / exercise / f"{answer}.py").read_text(encoding="utf-8")


def code(source: str, exercise: str = "") -> dict[str, Any]:
    """A cell with code, perhaps with the mark of an exercise."""
    metadata = {"leakproof": {"exercise": exercise}} if exercise else {}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def notebook(*cells: dict[str, Any], **answers: str) -> bytes:
    """A notebook with these cells, and a marked one for each answer: ``_1_1=...``."""
    marked = [code(source, name[1:].replace("_", ".")) for name, source in answers.items()]
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [*cells, *marked]}
    return json.dumps(content).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()


def hand_in(folder: Path, files: dict[str, bytes]) -> Path:
    """Writes the files, their folders too; a name that ends with ``/`` is an empty folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(content)
    return folder
