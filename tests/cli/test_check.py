"""The command `check`: exit codes, the report, and one JSON object a line."""

import json
from pathlib import Path

import pytest

from leakproof.cli.main import main

RIGHT = 'def read_and_close(path):\n    with open(path, encoding="utf-8") as file:\n        return file.read()\n'
LEAKS = "def read_and_close(path):\n    return open(path, encoding='utf-8').read()\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    for name, answer in {"right": RIGHT, "leaks": LEAKS, "stub": "def read_and_close(path): ...\n", "bad": "("}.items():
        (tmp_path / f"{name}.py").write_text(answer, encoding="utf-8")
    (tmp_path / "latin.py").write_bytes(b"# \xe4\n")
    return tmp_path


def check(*arguments: object) -> int:
    return main(["check", *map(str, arguments)])


def test_all_correct_is_0(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("1.1", answers / "right.py") == 0
    assert "✓ 1.1 read_and_close: correct, 4 of 4 points" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["leaks", "stub", "bad", "latin", "missing"])
def test_not_all_correct_is_1(name: str, answers: Path) -> None:
    assert check("read_and_close", answers / "right.py", answers / f"{name}.py") == 1


@pytest.mark.parametrize("arguments", [["9.9", "x.py"], ["1.1"], [], ["1.1", "x.py", "--wrong"]])
def test_bad_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = check(*arguments)
    except SystemExit as exit:
        code = exit.code  # type: ignore[assignment]
    assert code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err
    assert "Traceback" not in said.err


def test_json_is_one_object_a_line(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(answers / f"{name}.py") for name in ("right", "leaks", "stub", "bad", "latin", "missing")]
    assert check("1.1", "--json", *files) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == files
    assert [line["outcome"] for line in lines] == [
        "correct", "incorrect", "not_attempted", "unusable", "unusable", "unusable",
    ]  # fmt: skip
    assert [line["points"] for line in lines] == [4, 0, 0, 0, 0, 0]
    for line in lines:
        assert list(line) == ["exercise", "file", "outcome", "points", "of", "findings"]
        assert (line["exercise"], line["of"]) == ("1.1", 4)
        for finding in line["findings"]:
            assert list(finding) == ["requirement", "when", "what"]
    assert lines[1]["findings"][0]["requirement"] == "Closed when all goes well"
    assert "utf-8" in lines[4]["findings"][0]["what"].lower()
    assert "No such file" in lines[5]["findings"][0]["what"]
