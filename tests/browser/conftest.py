"""A real JupyterLab on a copy of the course, and a real browser."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from notebooks import Lab

ROOT = Path(__file__).parent.parent.parent
PARTS = ("notebooks", "exercises", "solutions", "leakproof", "pyproject.toml", "requirements.txt")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("LEAKPROOF_CHROMIUM") or next(
        found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("learner")
    course = folder / "course"
    course.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, course / part)
    environment = os.environ | {
        "PYTHONPATH": str(course),
        "LEAKPROOF_PROGRESS": str(folder / "progress.jsonl"),
    }
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "leakproof", "lab", "--no-browser", "--port", "0"],
            cwd=course,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        said = (word for line in process.stdout for word in line.split())
        address = next(word for word in said if word.startswith("http"))
        yield Lab(course, address)
        process.send_signal(signal.SIGTERM)
        process.stdout.read()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.set_default_timeout(60_000)
    yield page
    page.close()
