"""A live session in a real browser: the teacher and a phone through a whole question, and a notebook that votes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from notebooks import Lab, Notebook

sys.path.append(str(Path(__file__).parents[1] / "classroom" / "live"))

from live_class import Learner, LiveClass, ThreadedClass, check


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveClass]:
    with ThreadedClass(tmp_path / "class.sqlite") as live:
        yield live


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture
def teacher(browser: Browser, live: LiveClass) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(live.teach)
    expect(page).to_have_url(re.compile("/teach$"))
    yield page
    context.close()


def join(page: Page, live: LiveClass, nickname: str) -> None:
    page.goto(f"http://127.0.0.1:{live.port}/{live.code}")
    expect(page.get_by_label("Code")).to_have_value(live.code)
    page.get_by_label("Your nickname").fill(nickname)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading")).to_have_text("You are in")


def test_a_question_from_the_first_vote_to_its_explanation(live: LiveClass, teacher: Page, phone: Page) -> None:
    mistakes: list[str] = []
    for page in (teacher, phone):
        page.on("pageerror", lambda error: mistakes.append(str(error)))
    expect(teacher.locator(".code")).to_have_text(live.code)
    join(phone, live, "Ada <i>")
    expect(teacher.locator(".learners")).to_contain_text("Ada <i>")
    grace = Learner(live, "Grace")

    teacher.keyboard.press("2")
    teacher.get_by_role("button", name="1", exact=True).click()
    teacher.get_by_role("button", name="Ask this").first.click()
    expect(phone.get_by_text("Vote now")).to_be_visible()
    phone.get_by_role("button", name="The order").click()
    expect(phone.get_by_role("button", name="The order")).to_have_attribute("aria-pressed", "true")
    grace.vote("a")
    expect(teacher.locator("#count")).to_contain_text("2 of 2 have voted")
    expect(teacher.locator(".bars")).to_have_count(0)

    teacher.keyboard.press("Space")
    expect(teacher.get_by_text("The vote is closed.")).to_be_visible()
    expect(phone.get_by_role("button", name="The order")).to_have_count(0)
    expect(teacher.locator(".bars")).to_have_count(0)
    teacher.keyboard.press("ArrowRight")
    for page in (teacher, phone):  # a key pressed before the teacher's page has gone on would be a second press
        expect(page.get_by_text("Tell your neighbour")).to_be_visible()
    teacher.keyboard.press("PageDown")
    expect(phone.get_by_text("Vote now again")).to_be_visible()
    phone.get_by_role("button", name="Nothing: an empty text").press("Enter")
    grace.vote("b")
    expect(teacher.locator("#count")).to_contain_text("2 of 2 have voted")
    teacher.keyboard.press("Space")
    expect(teacher.get_by_role("button", name="Compare before and after")).to_be_visible()
    expect(phone.get_by_text("Wait for the teacher.")).to_be_visible()
    for page in (teacher, phone):
        expect(page.locator(".bars")).to_have_count(0)

    teacher.get_by_role("button", name="Compare before and after").press("Enter")
    for page in (teacher, phone):
        right = page.locator("li.choice", has_text="Nothing: an empty text")
        expect(right.locator(".bar.before")).to_contain_text("0 0%")
        expect(right.locator(".bar.after")).to_contain_text("2 100%")
        expect(page.locator(".verdict, .why")).to_have_count(0)
    expect(teacher.get_by_role("button", name="Explain")).to_be_visible()
    teacher.keyboard.press("e")
    for page in (teacher, phone):
        right = page.locator("li.choice", has_text="Nothing: an empty text")
        expect(right.locator(".verdict")).to_have_text("✓ right")
        expect(right.locator(".why")).to_contain_text("still in this process's buffer")
    expect(teacher.get_by_role("button", name="End the question")).to_be_visible()
    teacher.keyboard.press("Space")
    expect(phone.get_by_role("heading")).to_have_text("You are in")
    assert mistakes == []


def test_the_grid_the_sentence_to_say_and_hidden_names(live: LiveClass, teacher: Page) -> None:
    ada, grace = Learner(live, "Ada"), Learner(live, "Grace")
    for learner in (ada, grace):
        learner.send(*(check("1.1") for _ in range(3)))
    ada.send(check("1.2", points=4))
    teacher.keyboard.press("3")
    expect(teacher.locator("tr", has_text="Ada").locator("td.stuck")).to_have_attribute("aria-label", "stuck, 3 tries")
    expect(teacher.locator("tr", has_text="Ada").locator("td.solved")).to_have_attribute("aria-label", "solved, 1 try")
    expect(teacher.locator("#troubles")).to_contain_text("2 stuck in 1.1")
    expect(teacher.locator("#troubles")).to_contain_text("✗ Closed when a step fails")
    expect(teacher.locator(".say")).to_contain_text("An exception leaves your function at once")

    teacher.keyboard.press("n")
    expect(teacher.get_by_role("button", name="Show the names")).to_be_visible()
    for place in "123":
        teacher.keyboard.press(place)
        expect(teacher.locator("body")).not_to_contain_text("Grace")
    teacher.reload()
    expect(teacher.locator(".grid")).to_contain_text(grace.view()["neutral"])
    expect(teacher.locator("body")).not_to_contain_text("Grace")


def test_a_phone_and_the_teachers_page_find_the_class_again(live: LiveClass, teacher: Page, phone: Page) -> None:
    join(phone, live, "Ada")
    live.act(do="ask", prediction="1.flush")
    expect(phone.get_by_text("Vote now")).to_be_visible()
    live.stop()
    for page in (teacher, phone):
        expect(page.get_by_text("Connection lost")).to_be_visible()
    phone.get_by_role("button", name="The order").click()
    expect(phone.get_by_text("Your vote is on its way")).to_be_visible()
    live.start()
    expect(phone.get_by_role("button", name="The order")).to_have_attribute("aria-pressed", "true")
    for page in (teacher, phone):
        expect(page.get_by_text("Connection lost")).to_have_count(0)
    teacher.keyboard.press("2")
    expect(teacher.locator("#count")).to_contain_text("1 of 1 have voted")


def test_a_learner_is_let_in_again_by_a_click(live: LiveClass, teacher: Page, phone: Page) -> None:
    Learner(live, "Ada")
    phone.goto(f"http://127.0.0.1:{live.port}/{live.code}")
    phone.get_by_label("Your nickname").fill("Ada")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("alert")).to_contain_text("ask your teacher to let you in again")
    teacher.get_by_role("button", name="Let Ada in again").click()
    expect(teacher.locator(".notice")).to_have_count(0)
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_role("heading")).to_have_text("You are in")


def test_a_notebook_joins_votes_and_tells_of_checks(live: LiveClass, teacher: Page, lab: Lab, page: Page) -> None:
    exercises = Notebook(page, lab.address_of("exercises/01_manual_close.ipynb"))
    line = f'join("127.0.0.1:{live.port}/{live.code}", "Ada")'
    exercises.run("from leakproof.notebook import")
    cell = exercises.write("# hint(read_and_close)", f"from leakproof.notebook import join, vote\n{line}")
    card = cell.locator(".leakproof-live")
    expect(card).to_contain_text("In the class as Ada")
    expect(teacher.locator(".learners")).to_contain_text("Ada")

    live.act(do="ask", prediction="1.flush")
    expect(card).to_contain_text("Vote now")
    card.get_by_role("button", name="b", exact=True).press("Enter")
    expect(card).to_contain_text("Your vote: b.")
    expect(card.get_by_role("button", name="✓ b")).to_be_visible()
    assert live.view()["question"]["votes"] == 1
    for step in ("close", "reveal"):
        live.step(step)
    expect(card).to_contain_text("This is how the class voted")
    assert live.view()["question"]["counts"] == [{"b": 1}]
    live.step("explain")
    expect(card).to_contain_text("still in this process's buffer")

    exercises.write("def read_and_close(path)", "def read_and_close(path):\n    return open(path).read()")
    exercises.run("check(read_and_close)")
    teacher.keyboard.press("3")
    expect(teacher.locator("tr", has_text="Ada").locator("td").first).to_have_attribute("aria-label", "at work, 1 try")

    live.stop()
    expect(card).to_contain_text("No word from the class")
    exercises.run("check(read_and_close)")
    live.start()
    expect(card).to_contain_text("In the class as Ada")
    row = teacher.locator("tr", has_text="Ada")
    expect(row.locator("td").first).to_have_attribute("aria-label", "at work, 2 tries")
