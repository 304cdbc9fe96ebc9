"""The report says what a teacher needs, comes to no harm by what learners wrote, and is written whole or not at all."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from leakproof.authoring.demonstration import demonstration, told_verdict
from leakproof.classroom import report
from leakproof.classroom.marks import Class, Learner, Mark
from leakproof.classroom.report import NoReport, broken, report_html, talk_about, write_report
from leakproof.course import course
from leakproof.exercises.catalogue import judge_answer

NOTHING = {each.id: Mark(each.id, "not_attempted", 0, each.points) for each in course().exercises}
LEAKY = "def read_and_close(path):\n    file = open(path)\n    text = file.read()\n    file.close()\n    return text\n"


def judged(source: str, id: str = "1.1") -> Mark:
    its = judge_answer(id, source)
    findings = tuple((each.requirement, each.when, each.what) for each in its.findings)
    return Mark(
        id,
        str(its.outcome),
        its.points,
        its.of,
        findings,
        its.findings[0].hint if findings else "",
        source,
        "a, cell 1",
    )


def wrong(id: str, headline: str, hint: str = "", points: int = 0) -> Mark:
    return Mark(id, "incorrect", points, 4, ((headline, "when it rained", "it got wet"),), hint, "x = 1")


def learner(name: str, *marks: Mark, notes: tuple[str, ...] = ()) -> Learner:
    return Learner(name, NOTHING | {mark.exercise: mark for mark in marks}, notes)


class Elements(HTMLParser):
    """Names and attributes of all elements, and the text in each heading and table cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))


def test_a_judged_answer_is_told_to_the_class_and_to_its_learner() -> None:
    mark = judged(LEAKY)
    html = report_html(
        Class("Autumn", (learner("Ada L.", mark), learner("Alan T.", judged(LEAKY.replace("text", "t")))))
    )
    assert mark.headline
    assert mark.headline in html
    page = html.split('id="l0"')[1].split("</section>")[0]
    assert f"You have <strong>{mark.points} of 232 points" in page
    assert "Think about it:" in page
    assert "text = file.read()" in page
    assert "Alan" not in page.replace('id="l1"', "")


def test_what_most_learners_broke_comes_first_with_the_sentence_for_it() -> None:
    graded = Class(
        "",
        (
            learner("a", wrong("1.1", "Rare", "Say rare."), wrong("1.2", "Often", "Say often.")),
            learner("b", wrong("1.1", "Often", "Say it otherwise.")),
            learner("c", wrong("1.2", "Often", "Say often."), wrong("2.1", "Often", "Say often.")),
        ),
    )
    first, second = talk_about(graded)
    assert (first.requirement, first.learners, first.sentence) == ("Often", 3, "Say often.")
    assert [(exercise.id, times) for exercise, times in first.exercises] == [("1.2", 2), ("1.1", 1), ("2.1", 1)]
    assert first.example == "When it rained: it got wet."
    assert (second.requirement, second.learners) == ("Rare", 1)
    assert [each.requirement for each in broken(graded, [course().exercise("1.1")])] == ["Rare", "Often"]


def test_without_a_hint_the_exercise_s_own_first_hint_is_said() -> None:
    assert (
        talk_about(Class("", (learner("a", wrong("1.1", "Broken")),)))[0].sentence == course().exercise("1.1").hints[0]
    )


def test_the_table_has_sign_points_and_share() -> None:
    solved = Mark("1.1", "correct", 4, 4, source="x = 1")
    html = report_html(Class("", (learner("a", solved, wrong("1.2", "x", points=2)), learner("b", wrong("1.1", "x")))))
    rows = re.findall(r"<tr><th scope=row .*?<td>(\d+)(.*)", html)
    cells = [re.findall(r"<td class=(\w)>([^<]*)", row) for _, row in rows]
    ids = [each.id for each in course().exercises]
    assert [total for total, _ in rows] == ["6", "0"]
    assert [len(row) for row in cells] == [len(ids)] * 2
    assert cells[0][ids.index("1.1")] == ("f", "✓4")
    assert cells[0][ids.index("1.2")] == ("h", "◐2")
    assert cells[1][ids.index("1.1")] == ("n", "✗0")
    assert cells[1][ids.index("1.2")] == ("o", "·")
    shares = re.findall(r"<td[^>]*>(\d+)%", html)
    assert len(shares) == len(ids)
    assert shares[ids.index("1.1")] == "50"


EVIL = "</script></pre></title><img src=x onerror=alert(1)>{{ 7 * 7 }}<!--\u202e\x00\x1b\udc80 🙂 " + "é" * 3000


def test_what_learners_wrote_is_only_text() -> None:
    mark = Mark("1.1", "incorrect", 0, 4, ((EVIL, EVIL, EVIL),), EVIL, EVIL, EVIL)
    graded = Class(EVIL, (learner(EVIL, mark, notes=(EVIL,)), learner(EVIL + "2", mark)))
    plain = report_html(Class("a", (learner("a", wrong("1.1", "a")), learner("b", wrong("1.1", "a")))))
    html = report_html(graded)
    assert not [tag for tag, _ in Elements(html).all if tag == "img"]
    assert {tag for tag, _ in Elements(html).all} - {"div", "details", "summary"} <= {
        t for t, _ in Elements(plain).all
    } | {"pre"}
    assert "49" not in re.findall(r"onerror=alert\(1\)&gt;(\S\S)", html)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
    assert "[U+202E]" in html
    html.encode()


def test_a_very_long_answer_is_cut_and_says_so() -> None:
    html = report_html(Class("", (learner("a", Mark("1.1", "incorrect", 0, 4, source="x" * 150_000)),)))
    assert "130,000 more characters" in html
    assert len(html) < 200_000


def test_the_outline_is_in_order_and_every_link_leads_somewhere() -> None:
    elements = Elements(report_html(demonstration(8, told_verdict))).all
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [its["id"] for _, its in elements if "id" in its]
    assert len(ids) == len(set(ids))
    links = [its["href"] or "" for tag, its in elements if tag == "a"]
    assert {link.removeprefix("#") for link in links} <= set(ids)
    named = [
        word
        for _, its in elements
        for name in ("aria-labelledby", "aria-describedby")
        for word in (its.get(name) or "").split()
    ]
    assert set(named) <= set(ids)
    tags = [tag for tag, _ in elements]
    assert (tags.count("main"), tags.count("header"), tags.count("nav")) == (1, 1, 1)
    assert tags.count("table") == tags.count("caption") == 1
    assert all("scope" in its for tag, its in elements if tag == "th")
    above = [int(its["colspan"] or 0) for tag, its in elements if tag == "th" and its.get("scope") == "colgroup"]
    assert above == [len(lesson.exercises) for lesson in course().with_exercises]


def test_nothing_is_fetched() -> None:
    html = report_html(demonstration(3, told_verdict))
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html
    assert not [its for _, its in Elements(html).all if {"src", "srcset", "action"} & set(its)]
    assert "url(" not in html
    assert "@import" not in html


def test_the_pages_of_a_large_class_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    graded = demonstration(5, told_verdict)
    monkeypatch.setattr(report, "MOST_UNPACKED", 10)
    html = report_html(graded)
    assert html.count('<script type="application/gzip">') == 5
    assert "You have" not in html


def test_an_empty_class_and_a_class_without_a_mistake_say_so() -> None:
    assert "no learner in this class" in report_html(Class("", ()))
    assert "Nothing is broken" in report_html(Class("", (learner("a"),)))


def test_notes_on_what_was_handed_in_are_shown() -> None:
    html = report_html(Class("", (learner("a", notes=("06_x.ipynb cannot be read.",)),)))
    assert html.count("06_x.ipynb cannot be read.") == 2


def test_it_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.html"
    write_report(Class("One", ()), path)
    before = path.read_bytes()
    assert b"One" in before

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leakproof.whole_file.os.fsync", full)
    with pytest.raises(NoReport, match=r"report\.html: no space left on device"):
        write_report(Class("Two", ()), path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoReport, match=r"nowhere.*no such file or directory"):
        write_report(Class("", ()), tmp_path / "nowhere" / "report.html")


CSS = (Path(report.__file__).with_name("report.css")).read_text("utf-8")


def test_words_on_every_colour_of_the_table_have_contrast_in_both_themes() -> None:
    palettes = re.findall(r"--report-full: .*", CSS)
    assert len(palettes) == 2
    for palette, text in zip(palettes, ("#1f2328", "#e8eaed"), strict=True):
        colours = re.findall(r"--report-(\w+): (#\w{6});", palette)
        assert {name for name, _ in colours} == {"full", "half", "none", "open"}
        for name, colour in colours:
            assert contrast(text, colour) >= 4.5, name


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_class_is_styled() -> None:
    html = report_html(demonstration(5, told_verdict))
    used = {name for _, its in Elements(html).all for name in (its.get("class") or "").split()}
    styled = CSS + report.STYLE
    assert {name for name in used if not re.search(rf"\.{name}\b(?!-)", styled)} <= {"o"}
