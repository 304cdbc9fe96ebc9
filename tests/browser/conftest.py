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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = os.environ.get("LEAKPROOF_CHROMIUM") or next(
        found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("learner")
    for notebooks in ("notebooks", "exercises", "solutions"):
        shutil.copytree(ROOT / notebooks, folder / notebooks)
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    folders = [f"--ServerApp.root_dir={folder}", f"--LabApp.workspaces_dir={folder / 'workspaces'}"]
    with subprocess.Popen(
        [sys.executable, "-m", "leakproof", "lab", "--no-browser", "--port", "0", *folders],
        cwd=ROOT,
        env=os.environ | own | {"LEAKPROOF_PROGRESS": str(folder / "progress.jsonl")},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = (word for line in process.stdout for word in line.split())
        yield Lab(next(word for word in said if word.startswith("http")))
        process.send_signal(signal.SIGTERM)
        process.stdout.read()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.set_default_timeout(60_000)
    yield page
    page.close()
