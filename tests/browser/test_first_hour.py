"""A learner's first hour in a real JupyterLab: lesson 1, a prediction, a failed check, a hint, full marks, progress."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from notebooks import Lab, Notebook

LEAKY = '''def read_and_close(path):
    file = open(path, encoding="utf-8")
    text = file.read()
    file.close()
    return text'''

RIGHT = '''def read_and_close(path):
    file = open(path, encoding="utf-8")
    try:
        return file.read()
    finally:
        file.close()'''


def test_lesson_one_runs_from_top_to_bottom_and_takes_a_prediction(lab: Lab, page: Page) -> None:
    lesson = Notebook(page, lab.address_of("notebooks/01_manual_close.ipynb"))
    lesson.run_all()

    pictures = lesson.panel.locator(".leakproof-lifelines")
    watched = lesson.panel.locator(".jp-InputArea-editor", has_text="watch()")
    expect(pictures).to_have_count(watched.count())
    expect(lesson.cell("total = sum").locator(".leakproof-lifelines")).to_contain_text("LEAKED")
    mended = lesson.cell("release, whatever happened").locator(".leakproof-lifelines")
    expect(mended).to_contain_text("closed by close()")

    question = lesson.cell('predict("1.flush")').locator(".leakproof-predict")
    expect(question).not_to_contain_text("in this process's buffer")
    question.get_by_role("radio").first.press(" ")
    question.get_by_role("button", name="Lock in").press("Enter")
    expect(question).to_contain_text("You said a")
    expect(question).not_to_contain_text("in this process's buffer")
    question.get_by_role("button", name="Compare").press("Enter")
    expect(question).to_contain_text("It waits in a buffer")
    expect(question).to_contain_text("in this process's buffer")


def test_a_wrong_answer_a_hint_a_right_answer_and_progress_that_stays(lab: Lab, page: Page) -> None:
    exercises = Notebook(page, lab.address_of("exercises/01_manual_close.ipynb"))
    exercises.run("from leakproof.notebook import")
    expect(exercises.run("check(read_and_close)")).to_contain_text("NameError")

    exercises.run("def read_and_close(path)")
    expect(exercises.run("check(read_and_close)")).to_contain_text("not attempted yet")

    exercises.write("def read_and_close(path)", LEAKY)
    report = exercises.run("check(read_and_close)").locator(".leakproof-report")
    expect(report).to_contain_text("not yet, 2 of 4 points")
    expect(report).to_contain_text("Closed when a step fails")
    expect(report).to_contain_text(re.compile(r"read\(\) of orders.txt raised UnforeseenError \(step 2 of 3\)"))
    expect(report.locator(".leakproof-lifelines")).to_contain_text("LEAKED")

    exercises.write("# hint(read_and_close)", "hint(read_and_close)")
    expect(exercises.cell("hint(read_and_close)").locator(".leakproof-hint")).to_contain_text("Hint 1 of 3")

    exercises.write("def read_and_close(path)", RIGHT)
    report = exercises.run("check(read_and_close)").locator(".leakproof-report")
    expect(report).to_contain_text("correct, 4 of 4 points")

    def board() -> str:
        return exercises.run("progress()").locator(".leakproof-board").inner_text()

    assert re.search(r"solved\s+1\.1 Read, and close.*?4 of 4\s+1 of 3", board(), re.DOTALL)
    exercises.restart_kernel()
    exercises.run("from leakproof.notebook import")
    assert re.search(r"solved\s+1\.1 Read, and close.*?4 of 4\s+1 of 3", board(), re.DOTALL)


def test_lesson_zero_opens_first_without_questions(lab: Lab, page: Page) -> None:
    lesson = Notebook(page, lab.address_of("notebooks/00_start_here.ipynb"))
    expect(lesson.panel.get_by_role("heading", name="Start here")).to_be_visible()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    lesson.run_all()
    expect(lesson.panel.locator(".leakproof-board")).to_contain_text("not tried yet")
    expect(page.locator(".Toastify__toast")).to_have_count(0)
