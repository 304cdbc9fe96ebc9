"""Finds the browser for the browser tests: Chromium, Chrome or Edge."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
DOWNLOAD_SECONDS = 300


def find_chromium() -> Path | None:
    """The first that runs: LEAKPROOF_CHROMIUM's, else the machine's, else one that Playwright downloaded."""
    named = os.environ.get("LEAKPROOF_CHROMIUM")
    candidates = [Path(named)] if named else _of_the_machine()
    return next(filter(_runs, candidates), None) or _downloaded()


def download_chromium() -> Path | None:
    """Playwright's own download; None when that does not work, within five minutes."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=DOWNLOAD_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return _downloaded()


def _of_the_machine() -> list[Path]:
    found = [Path(path) for name in NAMES if (path := shutil.which(name))]
    found += [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC]
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            found += [Path(folder, name) for name in WINDOWS]
    return found


def _downloaded() -> Path | None:
    """The one that Playwright has downloaded, now or earlier."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = Path(playwright.chromium.executable_path)
    return browser if _runs(browser) else None


def _runs(browser: Path) -> bool:
    """Whether it is there and has all that it needs."""
    if not browser.is_file():
        return False
    if sys.platform == "win32":  # asked for its version, it would open a window
        return True
    try:
        subprocess.run([browser, "--version"], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True
