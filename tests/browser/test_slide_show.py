"""The slides in a real browser without a network: every slide is reached by the keys, and fits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from leakproof.classroom.lessons import read_lesson
from leakproof.classroom.slides import slides_of, slides_page
from leakproof.course import Lesson, course

OVERFLOWING = """() => {
    const slide = document.querySelector('.slide.now'), body = slide.querySelector('.body');
    const scale = +getComputedStyle(document.documentElement).getPropertyValue('--scale');
    const wide = [...slide.querySelectorAll('*')].filter(element => {
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        return box.width && style.visibility === 'visible' && box.right > 1280 * scale + 1;
    });
    const cut = body.scrollHeight > body.clientHeight && (getComputedStyle(body).overflowY !== 'auto' || body.tabIndex);
    return [...wide.map(element => element.className || element.tagName), ...(cut ? ['cut off below'] : [])];
}"""
"""What of the slide that is shown is beyond its edge and cannot be scrolled to."""

STATE = """() => {
    const seen = selector => [...document.querySelectorAll(selector)].filter(
        element => element.checkVisibility({visibilityProperty: true})).length;
    return [location.hash, seen('.slide'), seen('.slide.now [data-step]:not(.reached)'), document.activeElement.id];
}"""
"""Where the slides are, how many are seen, how many outputs are seen too early, and what has the focus."""


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def opened(page: Page, lesson: Lesson, folder: Path) -> tuple[int, list[str]]:
    """Opens the slides of a lesson as a double-click does; how many there are, and all that goes wrong from now on."""
    path = folder / f"{lesson.name}.html"
    path.write_text(slides_page(lesson), encoding="utf-8")
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if request.url.startswith("http") else None)
    page.goto(path.as_uri())
    return page.locator("section.slide").count(), wrong


def place(page: Page) -> str:
    return page.evaluate("location.hash")


@pytest.mark.parametrize("lesson", course().lessons, ids=lambda lesson: lesson.name)
def test_no_slide_runs_over(offline: Page, lesson: Lesson, tmp_path: Path) -> None:
    count, wrong = opened(offline, lesson, tmp_path)
    over = offline.evaluate(
        """([check, most]) => {
            const over = [], look = eval(check), message = document.getElementById('message');
            while (most-- && !message.textContent.includes('last')) {
                for (const what of look()) over.push(location.hash + ' ' + what);
                document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'PageDown', bubbles: true}));
            }
            return over;
        }""",
        [OVERFLOWING, 3 * count],
    )
    assert over == []
    assert place(offline) == f"#{count}"
    assert wrong == []


def test_the_keyboard_goes_through_a_whole_lesson(offline: Page, tmp_path: Path) -> None:
    lesson = course().lesson(1)
    count, wrong = opened(offline, lesson, tmp_path)
    steps = [
        f"#{number}{f'.{step}' if step else ''}"
        for number, slide in enumerate(slides_of(lesson, read_lesson(lesson)), 1)
        for step in sorted({block.step for block in slide.blocks} | {0})
    ]
    for step in steps:
        assert offline.evaluate(STATE) == [step, 1, 0, f"s{step[1:].split('.')[0]}"]
        offline.keyboard.press("Space")
    assert "last slide" in offline.locator("#message").inner_text()
    for step in reversed(steps[:-1]):
        offline.keyboard.press("ArrowLeft")
        assert place(offline) == step
    assert (count, wrong) == (int(steps[-1][1:].split(".")[0]), [])


def test_a_prediction_is_not_answered_before_the_code_has_run(offline: Page, tmp_path: Path) -> None:
    opened(offline, course().lesson(1), tmp_path)
    while offline.locator(".slide.now .label").all_inner_texts() != ["Predict"]:
        offline.keyboard.press("ArrowRight")
    assert "right" not in offline.locator(".slide.now .choices").inner_text()
    offline.keyboard.press("ArrowRight")
    assert offline.locator(".slide.now .code").is_visible()
    assert not offline.locator(".slide.now .output").is_visible()
    offline.keyboard.press("ArrowRight")
    assert offline.locator(".slide.now .output").is_visible()
    assert offline.locator("#message").inner_text() == "The output is shown."
    offline.keyboard.press("ArrowRight")
    assert offline.locator(".slide.now .answers .right b").inner_text() == "b ✓ right"


def test_notes_stand_in_a_window_of_their_own_that_leads_the_slides(offline: Page, tmp_path: Path) -> None:
    _, wrong = opened(offline, course().lesson(1), tmp_path)
    with offline.expect_popup() as popup:
        offline.keyboard.press("n")
    notes = popup.value
    assert "What have you borrowed today" in notes.locator("#notes").inner_text()
    assert "borrowed today" not in offline.locator("body").inner_text()
    for _ in range(30):
        notes.keyboard.press("ArrowRight")
    assert place(offline) != "#1"
    title = offline.locator(".slide.now h2").inner_text()
    assert notes.locator("#now").inner_text().endswith(title)
    assert "planned for this section" in notes.locator("#minutes").inner_text()
    assert wrong == []


def test_overview_shows_all_and_opens_the_chosen_one(offline: Page, tmp_path: Path) -> None:
    count, _ = opened(offline, course().lesson(1), tmp_path)
    offline.keyboard.press("o")
    assert offline.locator("section.slide:visible").count() == count
    for _ in range(4):
        offline.keyboard.press("ArrowRight")
    offline.keyboard.press("Enter")
    assert place(offline) == "#5"
    assert offline.locator("section.slide:visible").count() == 1


def test_printed_it_is_one_slide_a_page_with_all_outputs(offline: Page, tmp_path: Path) -> None:
    count, _ = opened(offline, course().lesson(1), tmp_path)
    offline.keyboard.press("d")
    pdf = offline.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == count
    offline.emulate_media(media="print")
    assert offline.locator(".output:visible").count() == offline.locator(".output").count()
    assert offline.locator("#bar:visible").count() == 0


def test_dark_and_light(offline: Page, tmp_path: Path) -> None:
    opened(offline, course().lesson(1), tmp_path)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert offline.evaluate(paper) == "rgb(255, 255, 255)"
    offline.keyboard.press("d")
    assert offline.evaluate(paper) == "rgb(23, 25, 28)"
