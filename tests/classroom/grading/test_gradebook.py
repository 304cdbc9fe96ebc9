"""The gradebook opens in every spreadsheet as what it is, and is whole or not there."""

import csv
from pathlib import Path

import pytest

from leakproof.classroom.gradebook import write_canvas, write_gradebook, write_moodle
from leakproof.classroom.marks import Class, Learner, Mark
from leakproof.classroom.submissions import Submission
from leakproof.course import course
from leakproof.whole_file import write_whole

IDS = [exercise.id for exercise in course().exercises]


def learner(name: str, **points: int) -> Learner:
    given = {key[1:].replace("_", "."): value for key, value in points.items()}
    marks = {
        each.id: Mark(each.id, "incorrect" if each.id in given else "not_attempted", given.get(each.id, 0), each.points)
        for each in course().exercises
    }
    return Learner(name, marks)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_row_for_each_learner(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.csv"
    write_gradebook(Class("c", (learner("Zoë, A", _1_1=4, _0_1=2), learner("bob"))), path)
    header, zoe, bob = rows(path)
    assert header == ["learner", *IDS, "total", "of"]
    assert path.read_bytes().startswith(b"learner,0.1,1.1,")
    of = str(sum(exercise.points for exercise in course().exercises))
    assert (zoe[0], zoe[1], zoe[2], zoe[-2:]) == ("Zoë, A", "2", "4", ["6", of])
    assert (bob[0], set(bob[1:-1]), bob[-1]) == ("bob", {"0"}, of)


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", '=HYPERLINK("http://x")']
)
def test_no_name_is_a_formula(name: str, tmp_path: Path) -> None:
    write_gradebook(Class("c", (learner(name),)), tmp_path / "g.csv")
    assert rows(tmp_path / "g.csv")[1][0] == f"'{name}"


def test_canvas_gets_what_its_import_reads(tmp_path: Path) -> None:
    graded = Class("c", (learner("lovelaceada", _1_1=4, _1_2=3), learner("bob")))
    write_canvas(graded, [Submission("lovelaceada", canvas="12"), Submission("bob")], tmp_path / "c.csv")
    title = f"Leakproof 1: {course().lesson(1).title}"
    of = str(sum(exercise.points for exercise in course().lesson(1).exercises))
    assert rows(tmp_path / "c.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", title],
        ["    Points Possible", "", "", "", "", of],
        ["lovelaceada", "12", "", "", "", "7"],
        ["bob", "", "", "bob", "", "0"],
    ]


def test_moodle_gets_what_its_import_reads(tmp_path: Path) -> None:
    graded = Class("c", (learner("Ada B", _1_1=4, _0_1=2), learner("bob"), learner("cy@x.org")))
    handed_in = [Submission("Ada B", moodle="56"), Submission("bob"), Submission("cy@x.org")]
    write_moodle(graded, handed_in, tmp_path / "m.csv")
    header, ada, bob, cy = rows(tmp_path / "m.csv")
    assert header[:6] == ["Identifier", "Full name", "Username", "Email address", "Grade", "Maximum Grade"]
    assert (ada[:5], ada[6:]) == (["Participant 56", "Ada B", "", "", "6"], ["2", "4"])
    assert (bob[:5], cy[:5]) == (["", "bob", "bob", "", "0"], ["", "cy@x.org", "", "cy@x.org", "0"])


def test_an_older_gradebook_stays_until_the_new_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "g.csv"
    path.write_text("older")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leakproof.whole_file.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "newer")
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]
