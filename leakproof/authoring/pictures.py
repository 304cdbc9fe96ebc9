"""Makes the README's pictures from real runs: ``python -m leakproof.authoring.pictures`` (needs a Chromium)."""

from __future__ import annotations

import linecache
import os
import shutil
import tempfile
from pathlib import Path

from leakproof.authoring.demonstration import demonstration
from leakproof.classroom.report import report_html as class_report_html
from leakproof.course import course
from leakproof.course.solutions import ROOT
from leakproof.exercises.catalogue import judge_answer
from leakproof.showing.lifelines import lifelines_html
from leakproof.showing.reports import report_html
from leakproof.watching.lives import Recording
from leakproof.watching.recorder import Recorder

DAY = '''\
orders = open("orders.txt", "w", encoding="utf-8")
orders.write("1001 coffee 2\\n1002 tea x\\n")
orders.close()
first = open("orders.txt", encoding="utf-8").readline()
with open("orders.txt", encoding="utf-8") as again:
    amounts = [line.split()[2] for line in again]
report = open("report.txt", "w", encoding="utf-8")
try:
    report.write(str(sum(int(amount) for amount in amounts)))
except ValueError:
    total = "unknown"
'''

LEAKY = '''\
def read_and_close(path):
    file = open(path, encoding="utf-8")
    text = file.read()
    file.close()
    return text
'''


def day() -> Recording:
    """What is seen of a small program: one file closed by hand, one by luck, one by ``with``, one leaked."""
    name = "<a day in the shop>"
    linecache.cache[name] = (len(DAY), None, DAY.splitlines(keepends=True), name)
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        names: dict[str, object] = {}
        try:
            with Recorder(lambda code: True if code.co_filename == name else None) as recorder:
                exec(compile(DAY, name, "exec"), names)
        finally:
            os.chdir(before)
            names.clear()
    return recorder.recording


def main() -> None:
    """Write ``docs/lifelines.png``, ``docs/check.png`` and ``docs/report.png``."""
    from playwright.sync_api import sync_playwright

    pages = {
        "lifelines": lifelines_html(day()),
        "check": report_html(course().exercise("1.1"), judge_answer("1.1", LEAKY)),
    }
    found = os.environ.get("LEAKPROOF_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 900, "height": 400}, device_scale_factor=1.5)
        for name, html in pages.items():
            page.set_content(f'<body style="margin: 8px" data-jp-theme-light="true">{html}</body>')
            page.locator(".leakproof").first.screenshot(path=ROOT / "docs" / f"{name}.png")
        page.set_viewport_size({"width": 1400, "height": 940})
        page.set_content(class_report_html(demonstration(30, judge_answer)))
        page.screenshot(path=ROOT / "docs" / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
