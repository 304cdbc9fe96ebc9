"""Whose is what: every shape in which schools hand things over."""

import io
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from handing_in import READ, hand_in, notebook, zipped

from leakproof.classroom import files
from leakproof.classroom.files import CannotBeRead
from leakproof.classroom.submissions import NothingHandedIn, Submission, own_name, submissions

BOOK = notebook(_1_1=READ)
ONE = "01_manual_close.ipynb"
TWO = "02_with_statement.ipynb"


def names(place: Path) -> dict[str, list[str]]:
    return {each.learner: ["/".join(file.parts) for file in each.files] for each in submissions(place)}


def only(place: Path) -> Submission:
    (found,) = submissions(place)
    return found


SHAPES = {
    "a notebook each": ({"ada.ipynb": BOOK, "bob.ipynb": BOOK}, ["ada", "bob"]),
    "a notebook each, named after the lesson too": (
        {f"ada_{ONE}": BOOK, "01_manual_close-bob.ipynb": BOOK}, ["ada", "bob"],
    ),
    "a Python file each": ({"ada.py": READ.encode(), "bob.py": READ.encode()}, ["ada", "bob"]),
    "a folder each": ({f"ada/{ONE}": BOOK, f"ada/{TWO}": BOOK, f"bob/x/y/{ONE}": BOOK}, ["ada", "bob"]),
    "nbgrader's submitted": ({f"ada/ps1/{ONE}": BOOK, f"ada/ps2/{TWO}": BOOK, f"bob/ps1/{ONE}": BOOK}, ["ada", "bob"]),
    "nbgrader's course": (
        {
            f"submitted/ada/ps1/{ONE}": BOOK, f"submitted/bob/ps1/{ONE}": BOOK,
            f"source/ps1/{ONE}": BOOK, "gradebook.db": b"",
        },
        ["ada", "bob"],
    ),
    "Canvas": (
        {f"lovelaceada_12345_678910_{ONE}": BOOK, "babbagecharles_LATE_12346_678911_01_manual_close-1.ipynb": BOOK},
        ["babbagecharles", "lovelaceada"],
    ),
    "the zip of Canvas": ({"submissions.zip": zipped({f"lovelaceada_12345_678910_{ONE}": BOOK})}, ["lovelaceada"]),
    "two downloads of Canvas": (
        {f"one/lovelaceada_12345_678910_{ONE}": BOOK, f"two/lovelaceada_12345_678999_{TWO}": BOOK}, ["lovelaceada"],
    ),
    "Moodle with folders": ({f"Ada Lovelace_123456_assignsubmission_file_/{ONE}": BOOK}, ["Ada Lovelace"]),
    "Moodle with folders of newer names": (
        {f"Ada Lovelace_123456_assignsubmission_file/{ONE}": BOOK}, ["Ada Lovelace"],
    ),
    "Moodle without": ({f"Ada Lovelace_123456_assignsubmission_file_{ONE}": BOOK}, ["Ada Lovelace"]),
    "two downloads of Moodle": (
        {f"one/Ada B_1_assignsubmission_file_{ONE}": BOOK, f"two/Ada B_2_assignsubmission_file_{TWO}": BOOK}, ["Ada B"],
    ),
    "namesakes in Moodle": (
        {f"Ada B_1_assignsubmission_file_{ONE}": BOOK, f"Ada B_2_assignsubmission_file_{ONE}": BOOK},
        ["Ada B (1)", "Ada B (2)"],
    ),
    "namesakes in Canvas": ({f"ab_1_7_{ONE}": BOOK, f"ab_2_8_{ONE}": BOOK}, ["ab (1)", "ab (2)"]),
    "a zip each": ({"ada.zip": zipped({ONE: BOOK}), "bob.zip": zipped({f"bob/{ONE}": BOOK})}, ["ada", "bob"]),
    "zips in a zip": (
        {"class.zip": zipped({"ada.zip": zipped({ONE: BOOK}), "bob.zip": zipped({ONE: BOOK})})}, ["ada", "bob"],
    ),
    "a folder around the class": ({f"class/ada/{ONE}": BOOK, f"class/bob/{ONE}": BOOK}, ["ada", "bob"]),
    "the notebooks of one learner in one folder": ({f"ada/{ONE}": BOOK, f"ada/{TWO}": BOOK}, ["ada"]),
    "homes": (
        {f"ada/leakproof/exercises/{ONE}": BOOK, f"ada/leakproof/solutions/{ONE}": BOOK, f"bob/work/{ONE}": BOOK},
        ["ada", "bob"],
    ),
    "nothing to grade in it": (
        {"ada/essay.docx": b"x", "bob/": b"", "cy.ipynb": BOOK, "list.csv": b""}, ["ada", "bob", "cy"],
    ),
    "a mixed folder": (
        {
            "ada.ipynb": BOOK, f"bob/{ONE}": BOOK, f"curiemarie_5_6_{ONE}": BOOK, "dan.zip": zipped({ONE: BOOK}),
            f"submitted/eve/ps1/{ONE}": BOOK, f"Fay G_7_assignsubmission_file_/{ONE}": BOOK, "hal.py": READ.encode(),
        },
        ["ada", "bob", "curiemarie", "dan", "eve", "Fay G", "hal"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_each_learner_is_found(shape: str, tmp_path: Path) -> None:
    handed_in, learners = SHAPES[shape]
    assert list(names(hand_in(tmp_path / "class", handed_in))) == learners


def test_a_zip_file_may_stand_for_the_folder(tmp_path: Path) -> None:
    (tmp_path / "week.zip").write_bytes(zipped({f"ada/{ONE}": BOOK, f"bob/{ONE}": BOOK}))
    assert list(names(tmp_path / "week.zip")) == ["ada", "bob"]


def test_the_ids_of_canvas_and_moodle_are_kept(tmp_path: Path) -> None:
    hand_in(tmp_path, {f"ab_LATE_12_34_{ONE}": BOOK, f"Ada B_56_assignsubmission_file_{ONE}": BOOK})
    ada, ab = sorted(submissions(tmp_path), key=lambda each: each.moodle == "")
    assert (ada.moodle, ada.canvas, ab.moodle, ab.canvas) == ("56", "", "", "12")
    assert {own_name(each.files[0]) for each in (ada, ab)} == {ONE}


def test_only_the_learners_own_part_of_the_course_is_read(tmp_path: Path) -> None:
    home = {f"ada/c/{part}/{ONE}": BOOK for part in ("exercises", "solutions", "notebooks", ".ipynb_checkpoints")}
    hand_in(tmp_path / "folder", {**home, "ada/c/tests/test_it.py": b""})
    assert names(tmp_path / "folder") == {"ada": [f"ada/c/exercises/{ONE}"]}
    hand_in(tmp_path / "zip", {"ada.zip": zipped(home), f"bob/notebooks/{ONE}": BOOK})
    assert names(tmp_path / "zip") == {"ada": [f"ada.zip/ada/c/exercises/{ONE}"], "bob": [f"bob/notebooks/{ONE}"]}


def test_names_are_composed(tmp_path: Path) -> None:
    hand_in(
        tmp_path, {unicodedata.normalize("NFD", f"Zoë/{ONE}"): BOOK, unicodedata.normalize("NFC", f"Zoë/{TWO}"): BOOK}
    )
    assert list(names(tmp_path)) == ["Zoë"]


def test_lessons_in_the_folder_itself_are_one_learners(tmp_path: Path) -> None:
    ada = only(hand_in(tmp_path / "ada", {ONE: BOOK, TWO: BOOK}))
    assert (ada.learner, len(ada.files)) == ("ada", 2)
    assert "one learner's" in ada.notes[0]


def test_nobody_is_lost_who_handed_in_nothing_to_grade(tmp_path: Path) -> None:
    hand_in(tmp_path, {"ada/essay.docx": b"x", "bob/": b"", "cy.ipynb": BOOK})
    ada, bob, _ = submissions(tmp_path)
    assert "only essay.docx" in ada.notes[0]
    assert "no file" in bob.notes[0]


@pytest.mark.parametrize("handed_in", [{}, {"readme.txt": b"x"}, {"empty/": b""}])
def test_a_folder_without_a_submission_is_said_to_be_one(handed_in: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(NothingHandedIn, match="Looked for"):
        submissions(hand_in(tmp_path / "class", {**handed_in, "class.txt": b""}))
    with pytest.raises(NothingHandedIn, match="does not exist"):
        submissions(tmp_path / "missing.zip")
    (tmp_path / "broken.zip").write_bytes(b"x")
    with pytest.raises(NothingHandedIn, match="cannot be unpacked"):
        submissions(tmp_path / "broken.zip")


# -- what is no friend


def test_links_are_not_followed(tmp_path: Path) -> None:
    hand_in(tmp_path / "class", {f"ada/{ONE}": BOOK, "bob/x.py": READ.encode()})
    (tmp_path / "class" / "bob" / ONE).symlink_to(tmp_path / "class" / "ada" / ONE)
    (tmp_path / "class" / "eve").symlink_to(tmp_path)
    _, bob, eve = submissions(tmp_path / "class")
    assert [file.name for file in bob.files] == ["x.py"]
    assert "not followed" in bob.notes[0]
    assert "not followed" in eve.notes[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    hand_in(tmp_path, {f"ada/{ONE}": BOOK})
    os.mkfifo(tmp_path / "ada" / TWO)
    assert "no ordinary file" in only(tmp_path).notes[0]


def test_a_zip_that_reaches_out_is_held_back(tmp_path: Path) -> None:
    slip = {f"../bob/{ONE}": BOOK, "/etc/x.py": b"", "..\\c.py": b"", ONE: BOOK}
    hand_in(tmp_path, {"ada.zip": zipped(slip), f"bob/{TWO}": BOOK})
    ada, bob = submissions(tmp_path)
    assert [file.parts for file in ada.files] == [("ada.zip", ONE)]
    assert len([note for note in ada.notes if "outside" in note]) == 3
    assert [file.name for file in bob.files] == [TWO]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ada.zip", "bob"]


def test_a_link_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo(ONE)
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "not followed" in only(hand_in(tmp_path, {"ada.zip": content.getvalue()})).notes[0]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10_000)
    monkeypatch.setattr(files, "MOST_IN_A_ZIP", 20)
    bomb = zipped({ONE: b" " * 10**7, TWO: BOOK})
    many = zipped({f"{number}.py": b"" for number in range(21)})
    deep = zipped({TWO: BOOK, "a.zip": zipped({"b.zip": bomb})})
    ada, bob, cy = submissions(hand_in(tmp_path, {"ada.zip": bomb, "bob.zip": many, "cy.zip": deep}))
    huge, fine = ada.files
    assert huge.content is not None
    assert fine.content is not None
    with pytest.raises(CannotBeRead, match="more than"):
        huge.content()
    assert fine.content() == BOOK
    assert "more than 20 files" in bob.notes[0]
    assert "in two zip files already" in cy.notes[0]


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\3\4", b"no zip at all", zipped({ONE: BOOK})[:-30], zipped({ONE: BOOK})[:60]],
    ids=["empty", "only its first bytes", "text", "without its end", "its beginning"],
)
def test_a_broken_zip_is_its_owners_note(content: bytes, tmp_path: Path) -> None:
    ada, bob = submissions(hand_in(tmp_path, {"ada.zip": content, "bob.ipynb": BOOK}))
    assert "cannot be unpacked" in ada.notes[0]
    assert len(bob.files) == 1


def test_a_damaged_file_in_a_zip_says_so(tmp_path: Path) -> None:
    content = bytearray(zipped({ONE: BOOK}))
    content[45] ^= 0xFF
    (file,) = only(hand_in(tmp_path, {"ada.zip": bytes(content)})).files
    assert file.content is not None
    with pytest.raises(CannotBeRead):
        file.content()
