"""Slides are made from the notebook alone: one idea each, the output after the code, the notes off the projector."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from leakproof.classroom.lessons import NOTES, NoLessonToShow, Question, read_lesson
from leakproof.classroom.slides import slides_of, slides_page
from leakproof.cli.main import MODULES, build_parser
from leakproof.course import Lesson, course
from leakproof.course.predictions import prediction

LESSON = Lesson(1, "small", "Small", 10, ("see",), course().lesson(1).exercises[:1])


def command(words: list[str]) -> int:
    """The exit code of the command, in this process and its environment."""
    parsed = build_parser().parse_args(words)
    return int(MODULES[parsed.command].run(parsed))


def markdown(*lines: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": "\n".join(lines)}


def code(source: str, *outputs: dict[str, object]) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs)}


def printed(text: str) -> dict[str, object]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def raised(*traceback: str) -> dict[str, object]:
    return {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": list(traceback)}


def page_of(folder: Path, *cells: dict[str, object]) -> BeautifulSoup:
    (folder / "notebooks").mkdir(exist_ok=True)
    notebook = {"cells": [markdown("# Small"), *cells], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    (folder / "notebooks" / LESSON.file_name).write_text(json.dumps(notebook), encoding="utf-8")
    return BeautifulSoup(slides_page(LESSON, folder), "html.parser")


def slides(page: BeautifulSoup) -> list[tuple[str, str]]:
    """Of each slide its heading with its label, and its words."""
    found = []
    for section in page.find_all("section"):
        header, body = section.find("header"), section.find(class_="body")
        assert header and body
        found.append((" ".join(header.get_text(" ").split()), " ".join(body.get_text(" ").split())))
    return found


@pytest.mark.parametrize("lesson", course().lessons, ids=lambda lesson: lesson.name)
def test_every_lesson_becomes_one_page_that_needs_nothing_else(lesson: Lesson) -> None:
    page = slides_page(lesson)
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["link", "iframe", "object", "embed"])
    assert all(image["src"].startswith("data:") and image["alt"] for image in soup.find_all("img"))
    assert [script for script in soup.find_all("script") if script.get("src")] == []
    assert not re.search(r"url\(|@import", page)
    assert all(link["href"].startswith("https://") for link in soup.find_all("a"))
    names = [element["id"] for element in soup.find_all(id=True)]
    assert len(names) == len(set(names))
    for section in soup.find_all("section"):
        heading = section.find(["h1", "h2"])
        assert heading is not None and heading["id"] == section["aria-labelledby"] and heading.get_text(strip=True)
    assert NOTES not in " ".join(words for _, words in slides(soup))


@pytest.mark.parametrize("lesson", course().lessons, ids=lambda lesson: lesson.name)
def test_nothing_that_a_class_should_see_is_left_out(lesson: Lesson) -> None:
    sections = read_lesson(lesson)
    made = list(slides_of(lesson, sections))
    assert {slide.section for slide in made} == set(range(len(sections)))
    asked = [part.asked for section in sections for part in section.parts if isinstance(part, Question)]
    labels = [slide.label for slide in made if slide.label in ("Predict", "Compare")]
    assert labels == ["Predict", "Compare"] * len(asked)
    last = " ".join(block.html for block in made[-1].blocks)
    assert all(exercise.id in last for exercise in lesson.exercises)


def test_the_output_comes_one_step_after_its_code(tmp_path: Path) -> None:
    page = page_of(tmp_path, markdown("## Part", "", "Run this:"), code("print(1 + 1)", printed("2\n")))
    shown = page.find(class_="printed")
    assert shown is not None and shown.find_parent(attrs={"data-step": "1"})
    running = page.find_all("section")[1]
    assert running.find(class_="code").find_parent(attrs={"data-step": True}) is None
    assert slides(page)[1] == ("Part Run, and see", "Run this: print ( 1 + 1 ) 2")


def test_a_prediction_is_asked_then_run_then_compared(tmp_path: Path) -> None:
    page = page_of(tmp_path, markdown("## Part"), code('predict("1.flush")'), code("look()", printed("nothing\n")))
    headings = [heading for heading, _ in slides(page)[1:4]]
    assert headings == ["Part Predict", "Part Run, and see", "Part Compare"]
    question, answers = slides(page)[1][1], slides(page)[3][1]
    for choice in prediction("1.flush").choices:
        assert choice.why[:20] not in question
        assert choice.why.split("`")[0][:20] in answers
    assert "b ✓ right" in answers and "a ✗ not so" in answers


def test_prose_after_an_output_stands_below_that_output_again(tmp_path: Path) -> None:
    text = markdown("It was two.", "", "Now three:")
    page = page_of(
        tmp_path, markdown("## Part"), code("f(1)", printed("two\n")), text, code("f(2)", printed("three\n"))
    )
    assert slides(page)[2:4] == [
        ("Part Explain", "two It was two."),
        ("Part Run, and see", "Now three: f ( 2 ) three"),
    ]


def test_notes_and_minutes_are_for_the_teacher_only(tmp_path: Path) -> None:
    notes = f"<details><summary>{NOTES} · 8 minutes</summary>\n\n- **Ask.** Who?\n\n</details>"
    page = page_of(tmp_path, markdown("## Part", "", "*8 minutes.* A thing.", "", notes))
    assert slides(page)[1] == ("Part", "A thing.")
    template = page.find_all("template", class_="notes")[1]
    assert template["data-minutes"] == "8" and "Who?" in template.decode_contents()
    assert page.find_all("section")[1]["data-section"] == "1"


def test_an_error_is_its_last_line_with_what_it_is_chained_to(tmp_path: Path) -> None:
    link = "During handling of the above exception, another exception occurred:"
    error = raised("\x1b[31mOSError\x1b[39m: first", "", link, "", "KeyError: 'x'")
    page = page_of(tmp_path, markdown("## Part"), code("f()", error))
    shown = page.find(class_="raised")
    assert shown is not None
    lines = [line.get_text() for line in shown.find_all("div", recursive=False)]
    assert lines == ["✕ OSError: first", link, "✕ KeyError: 'x'"]
    folded = shown.find("details")
    assert folded is not None and "\x1b" not in folded.get_text()


def test_long_prose_is_cut_between_its_points(tmp_path: Path) -> None:
    points = [f"- point {number} " + "word " * 30 for number in range(6)]
    page = page_of(tmp_path, markdown("## Part", "", *points))
    told = [words for heading, words in slides(page) if heading == "Part"]
    assert len(told) == 3 and all(words.count("point") == 2 for words in told)


def test_what_only_prepares_is_not_shown(tmp_path: Path) -> None:
    prepares, prints = code("import os\nos.chdir('/')\nprint('Ready.')"), code("print(f())", printed("2\n"))
    shown = str(slides(page_of(tmp_path, markdown("## Part", "", "Begin."), prepares, prints)))
    assert "chdir" not in shown and "print ( f ()) 2" in shown


def test_the_command_writes_the_lessons_that_were_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["slides", "0", "01", "--out", str(tmp_path / "new" / "folder")]) == 0
    written = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert written == [f"{Path(course().lesson(number).file_name).stem}.html" for number in (0, 1)]
    said = capsys.readouterr().out
    assert all(name in said for name in written)


def test_the_command_refuses_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["slides", "77", "--out", str(tmp_path)]) == 2
    assert "There is no lesson '77'" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert command(["slides", "0", "--out", str(tmp_path / "file" / "below")]) == 1
    assert "Name another folder" in capsys.readouterr().err


def test_a_notebook_that_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoLessonToShow, match=r"notebooks/01_small\.ipynb: there is no such file"):
        slides_page(LESSON, tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / LESSON.file_name).write_text("{")
    with pytest.raises(NoLessonToShow, match="cannot be read as a notebook"):
        slides_page(LESSON, tmp_path)
