"""The certificate: who gets it, what it says, and that it never takes the place of another file."""

import dataclasses
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from leakproof.course import Course, Exercise, Lesson
from leakproof.progress import ExerciseStanding, Standing
from leakproof.showing.achievement import MOST_OF_A_NAME, NoCertificate
from leakproof.showing.certificate import certificate_html, certificate_svg, certificate_text, save_certificate

SVG = "{http://www.w3.org/2000/svg}"


def exercise(id: str, name: str, points: int = 4, challenge: bool = False) -> Exercise:
    return Exercise(id, name, f"Title <{id}>", 10, 1, points, ("1", "2", "3"), int(id.partition(".")[0]), challenge)


COURSE = Course(
    (
        Lesson(0, "start_here", "Start & see", 15, (), (exercise("0.1", "first", 2),)),
        Lesson(
            1,
            "manual_close",
            "Close by hand",
            60,
            (),
            (exercise("1.1", "second"), exercise("1.2", "third", 6, challenge=True), exercise("1.3", "fourth")),
        ),
    )
)


def solved(*ids: str, course: Course = COURSE) -> Standing:
    """The standing of one who has solved these, one a day from the first of May on."""
    return Standing(
        {
            id: ExerciseStanding(
                attempts=1,
                best=course.exercise(id).points,
                last_outcome="correct",
                solved_at=datetime(2026, 5, day, 12, tzinfo=UTC),
            )
            for day, id in enumerate(ids, 1)
        }
    )


EVERYTHING = solved("0.1", "1.1", "1.3", "1.2")
NEEDED = solved("1.3", "1.1", "0.1")


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def name_lines(name: str) -> list[tuple[str, float]]:
    root = ElementTree.fromstring(certificate_svg(COURSE, EVERYTHING, name))
    return [
        (each.text or "", float(each.attrib["font-size"]))
        for each in root.iter(f"{SVG}text")
        if "name" in each.attrib["class"].split()
    ]


def test_everything_solved_is_with_distinction() -> None:
    svg = certificate_svg(COURSE, EVERYTHING, "Ada Lovelace")
    said = texts(svg)
    for words in (
        "Ada Lovelace",
        "has completed the course with distinction",
        "4 exercises solved, 16 of 16 points, by answers that survived every fault",
        "The last exercise was solved on 4 May 2026.",
        "0  Start & see",
        "14 of 14 points",
        "Title <1.2>",
    ):
        assert words in said
    assert certificate_text(COURSE, EVERYTHING, "Ada Lovelace", "x.svg") == (
        "Ada Lovelace has completed the course Leakproof with distinction on 4 May 2026: "
        "4 exercises solved, 16 of 16 points.\nThe certificate is in x.svg: open it in a browser to print it."
    )


def test_without_the_challenges_it_is_completed() -> None:
    svg = certificate_svg(COURSE, NEEDED, "Ada")
    said = texts(svg)
    assert "has completed the course" in said
    assert "3 exercises solved, 10 of 16 points, by answers that survived every fault" in said
    assert "The last exercise was solved on 3 May 2026." in said
    assert "8 of 14 points" in said
    assert "Title <1.2>" not in said
    assert "distinction" not in svg.lower()
    assert "these are solved with all points too: 1.2 third." in certificate_text(COURSE, NEEDED, "Ada", "x.svg")


def test_points_that_are_missing_are_no_distinction() -> None:
    standing = solved("0.1", "1.1", "1.3", "1.2")
    standing.exercises["1.2"].best = 5
    assert "has completed the course" in texts(certificate_svg(COURSE, standing, "Ada"))


def test_points_of_an_older_course_do_not_exceed_those_of_this_one() -> None:
    standing = solved("0.1", "1.1", "1.3", "1.2", course=COURSE)
    standing.exercises["1.1"].best = 40
    assert "14 of 14 points" in texts(certificate_svg(COURSE, standing, "Ada"))


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        (
            Standing(),
            "Your certificate still needs 3 exercises (0.1 first, 1.1 second, 1.3 fourth): "
            "go on with 0.1 in exercises/00_start_here.ipynb.",
        ),
        (
            solved("0.1", "1.1", "1.2"),
            "Your certificate still needs one exercise (1.3 fourth): "
            "go on with 1.3 in exercises/01_manual_close.ipynb.",
        ),
        (
            dataclasses.replace(solved("0.1", "1.1"), notes=("The progress in x is not counted.",)),
            "Your certificate still needs one exercise (1.3 fourth): "
            "go on with 1.3 in exercises/01_manual_close.ipynb. The progress in x is not counted.",
        ),
    ],
)
def test_for_less_it_says_what_is_missing_and_where_to_go_on(standing: Standing, sentence: str) -> None:
    with pytest.raises(NoCertificate) as refused:
        certificate_svg(COURSE, standing, "Ada")
    assert str(refused.value) == sentence


def test_it_is_one_file_that_says_what_it_shows() -> None:
    svg = certificate_svg(COURSE, EVERYTHING, 'O\'Neil & "Söhne" <b>]]>')
    root = ElementTree.fromstring(svg)
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == 'Leakproof: certificate for O\'Neil & "Söhne" <b>]]>'
    assert "1.2 Title <1.2> (6 of 6 points)" in (root[1].text or "")
    assert (root.attrib["width"], root.attrib["height"]) == ("297mm", "210mm")
    assert "A4 landscape" in svg
    assert not re.search(r"href|url\(|@import|<image|<script", svg)
    assert re.findall(r"https?:[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
    assert "id=" not in svg.partition("<desc>")[2].partition("</desc>")[2]
    assert svg == certificate_svg(COURSE, EVERYTHING, 'O\'Neil & "Söhne" <b>]]>')


@pytest.mark.parametrize("name", ["محمد بن موسى", "山田太郎", "Ελένη", "ณัฐ", "Zoë 👩‍🔬", "Ada\x00\x1b\ud800\ufffe L."])
def test_a_name_of_any_language_is_valid_xml(name: str) -> None:
    svg = certificate_svg(COURSE, EVERYTHING, name)
    shown = " ".join(line for line, _ in name_lines(name))
    ElementTree.fromstring(svg.encode())
    assert shown == (name if "\x00" not in name else "Ada L.")


@pytest.mark.parametrize("name", ["", "  \n", "…", "\u200b", "x" * (MOST_OF_A_NAME + 1), None, 7])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(NoCertificate, match="name"):
        certificate_svg(COURSE, EVERYTHING, name)


def test_long_names_wrap_and_shrink() -> None:
    [(_, short)] = name_lines("Ada Lovelace")
    assert len(name_lines("Augusta Ada King, Countess of Lovelace")) in (1, 2)
    picasso = "Pablo Diego José Francisco de Paula Juan Nepomuceno María de los Remedios Cipriano Ruiz y Picasso"
    long = name_lines(picasso)
    assert len(long) == 3
    assert all(len(line) * size * 0.58 <= 800 for line, size in long)
    [(word, size)] = name_lines("W" * MOST_OF_A_NAME)
    assert len(word) == MOST_OF_A_NAME
    assert size * MOST_OF_A_NAME <= 741
    assert short > max(size for _, size in long)


@pytest.mark.parametrize("lessons", [1, 2, 4, 5, 12, 16])
def test_all_of_a_course_of_any_length_has_its_place(lessons: int) -> None:
    course = Course(
        tuple(
            Lesson(number, "x", "x" * 80, 1, (), tuple(exercise(f"{number}.{each}", "x") for each in range(1, 6)))
            for number in range(lessons)
        )
    )
    standing = Standing(
        {
            each.id: ExerciseStanding(1, 4, solved_at=datetime(2026, 5, 1, 12, tzinfo=UTC))
            for each in course.exercises
        }
    )
    root = ElementTree.fromstring(certificate_svg(course, standing, "Ada"))
    places = [(float(each.attrib["x"]), float(each.attrib["y"])) for each in root.iter(f"{SVG}text")]
    assert len(set(places)) == len(places) >= 15 * lessons
    assert max(y for _, y in places) == 788
    assert sorted(y for _, y in places)[-3] <= 750
    assert all(92 <= x <= 1096 for x, _ in places)
    starts = [float(x) for x in re.findall(r'<path d="M([\d.]+) [\d.]+H', ElementTree.tostring(root).decode())]
    assert all(92 <= x <= 1096 for x in starts)


def test_a_notebook_shows_it_as_a_picture_with_words() -> None:
    text = certificate_text(COURSE, NEEDED, "<Ada>", "c.svg")
    html = certificate_html(certificate_svg(COURSE, NEEDED, "<Ada>"), text)
    assert 'alt="&lt;Ada&gt; has completed the course Leakproof on 3 May 2026' in html
    assert "The certificate is in c.svg" in html
    assert "data:image/svg+xml;base64," in html


def test_an_older_certificate_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "certificate.svg"
    for name in ("Ada", "Grace"):
        save_certificate(path, certificate_svg(COURSE, EVERYTHING, name))
        assert name in path.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", ["", "my own", "<svg/>", '<svg>data-leakproof="certificate"</svg>'])
def test_any_other_file_stays(tmp_path: Path, content: str) -> None:
    path = tmp_path / "certificate.svg"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(NoCertificate, match="is there already and is no certificate"):
        save_certificate(path, certificate_svg(COURSE, EVERYTHING, "Ada"))
    assert path.read_text(encoding="utf-8") == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_and_a_link_to_nowhere_stay(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    paths = [tmp_path / "folder"]
    if sys.platform != "win32":
        (tmp_path / "link").symlink_to("nowhere")
        paths.append(tmp_path / "link")
    for path in paths:
        with pytest.raises(NoCertificate, match="is there already"):
            save_certificate(path, "<svg/>")
    assert sorted(os.listdir(tmp_path)) == sorted(path.name for path in paths)


@pytest.mark.parametrize("path", [".", "", "no/such/folder/c.svg", "a\0b", "x" * 400])
def test_what_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoCertificate, match=r"The certificate cannot be written to .*: .+\."):
        save_certificate(Path(path), "<svg/>")
    assert list(tmp_path.iterdir()) == []
