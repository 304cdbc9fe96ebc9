"""The class report in a real Chromium: sorted by keyboard, without names, a learner's page, printed, and with 500."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from leakproof.authoring.demonstration import demonstration, told_verdict
from leakproof.classroom import report
from leakproof.classroom.marks import Class, Learner, Mark
from leakproof.classroom.report import write_report

SMALL = demonstration(30, told_verdict)
NAMES = [learner.name for learner in SMALL.learners]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(SMALL, path)
    return path


@pytest.fixture
def calm(browser: Browser) -> Iterator[Page]:
    """A page that must ask for nothing but its own file, and has nothing to complain about."""
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    yield page
    page.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked if not url.startswith("blob:")} <= {asked[0].partition("#")[0]}


def column(page: Page, place: int) -> list[str]:
    return page.locator(f".heat tbody tr > :nth-child({place})").all_inner_texts()


def test_the_table_is_sorted_by_keyboard(small: Path, calm: Page) -> None:
    calm.goto(small.as_uri())
    name = calm.get_by_role("columnheader", name="Learner")
    total = calm.get_by_role("columnheader", name="Total")
    expect(name).to_have_attribute("aria-sort", "ascending")
    assert column(calm, 1) == NAMES

    total.get_by_role("button").press("Enter")
    expect(total).to_have_attribute("aria-sort", "descending")
    expect(name).not_to_have_attribute("aria-sort", re.compile(".*"))
    assert [int(points) for points in column(calm, 2)] == sorted((each.total for each in SMALL.learners), reverse=True)

    calm.keyboard.press("Space")
    expect(total).to_have_attribute("aria-sort", "ascending")
    assert [int(points) for points in column(calm, 2)] == sorted(each.total for each in SMALL.learners)
    expect(total.get_by_role("button")).to_be_focused()


def test_without_names_nobody_is_named(small: Path, calm: Page) -> None:
    calm.goto(small.as_uri())
    calm.get_by_label("Hide names").press("Space")
    shown = calm.locator("body").inner_text()
    assert not [name for name in NAMES if name in shown]
    totals = [int(points) for points in column(calm, 2)]
    assert totals == sorted(totals, reverse=True)
    expect(calm.get_by_role("rowheader", name="Learner 30", exact=True)).to_be_visible()
    calm.get_by_label("Hide names").press("Space")
    expect(calm.get_by_role("rowheader", name=NAMES[0])).to_be_visible()


def test_a_learner_s_page_opens_alone_and_leads_back(small: Path, calm: Page) -> None:
    calm.goto(small.as_uri())
    calm.locator(".heat").get_by_role("link", name=NAMES[4]).press("Enter")
    expect(calm.get_by_role("heading", level=2)).to_have_text([NAMES[4]])
    expect(calm).to_have_title(NAMES[4])
    shown = calm.locator("body").inner_text()
    assert f"You have {SMALL.learners[4].total} of" in shown
    assert not [name for name in NAMES if name in shown and name != NAMES[4]]
    assert calm.evaluate("scrollY") == 0
    calm.get_by_role("link", name="Back to the class").press("Enter")
    expect(calm.get_by_role("heading", name="The class at a glance")).to_be_visible()
    expect(calm.get_by_role("heading", name=NAMES[4])).to_be_hidden()


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


def test_it_prints_the_class_with_its_table_across_or_one_learner_or_all(small: Path, calm: Page) -> None:
    calm.goto(small.as_uri())
    sizes = pages_of(calm.pdf(prefer_css_page_size=True))
    across = [width > height for width, height in sizes]
    assert across[0] is False
    assert 1 <= sum(across) <= 2
    calm.goto(f"{small.as_uri()}#l4")
    one = pages_of(calm.pdf(prefer_css_page_size=True))
    assert 1 <= len(one) < 15
    calm.emulate_media(media="print")
    expect(calm.get_by_role("link", name="Back to the class")).to_be_hidden()
    calm.emulate_media(media="screen")
    calm.goto(f"{small.as_uri()}#pages")
    expect(calm.locator(".page:visible")).to_have_count(30)
    assert len(pages_of(calm.pdf(prefer_css_page_size=True))) >= 30


def test_it_can_be_read_without_javascript(small: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small.as_uri()}#l4")
    expect(page.get_by_role("heading", level=2)).to_have_text([NAMES[4]])
    page.goto(small.as_uri())
    page.get_by_label("Hide names").check()
    expect(page.get_by_role("link", name=NAMES[4])).to_have_count(0)
    context.close()


@pytest.mark.parametrize("packed", [False, True])
def test_what_learners_wrote_does_nothing(
    packed: bool, tmp_path: Path, calm: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    if packed:
        monkeypatch.setattr(report, "MOST_UNPACKED", 0)
    evil = "</script></pre><img src=x onerror=alert(1)><script>alert(2)</script>\u202eabc " + "W" * 4000
    marks = {id: Mark(id, "incorrect", 0, 4, ((evil, evil, evil),), evil, evil, evil) for id in SMALL.learners[0].marks}
    write_report(Class(evil, (Learner(evil, marks, (evil,)),)), path := tmp_path / "report.html")
    calm.set_viewport_size({"width": 400, "height": 800})
    calm.goto(path.as_uri())
    assert calm.evaluate("document.documentElement.scrollWidth") <= 400
    calm.goto(f"{path.as_uri()}#l0")
    expect(calm.get_by_text("You have 0 of")).to_be_visible()
    expect(calm.locator(".page pre").first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(calm.locator("img")).to_have_count(0)
    assert calm.evaluate("document.documentElement.scrollWidth") <= 400


def test_five_hundred_open_at_once(tmp_path: Path, calm: Page) -> None:
    graded = demonstration(500, told_verdict)
    path = tmp_path / "report.html"
    write_report(graded, path)
    assert path.stat().st_size < 10_000_000
    calm.goto(path.as_uri())
    painted = calm.evaluate("performance.getEntriesByType('paint')[0].startTime")
    assert painted < 10_000  # milliseconds; about 500 on an idle machine
    assert len(column(calm, 2)) == 500
    last = graded.learners[-1]
    calm.locator(".heat").get_by_role("link", name=last.name).last.press("Enter")
    expect(calm.get_by_text(f"You have {last.total} of")).to_be_visible()
