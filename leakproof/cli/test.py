"""The command `test`: runs all tests of the course, and says so when the browser tests could not run."""

from __future__ import annotations

import argparse
import os

from leakproof.cli.environment import ROOT, Problem

HOW_TO_GET_A_BROWSER = (
    "To run them too, install Chromium or Chrome (Debian, Ubuntu: sudo apt install chromium; macOS: brew "
    "install --cask chromium; Windows: Chrome or Edge) and start the tests again. If it is in an unusual "
    "place, say where in the environment variable LEAKPROOF_CHROMIUM."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``test`` passes all arguments on."""
    parser.usage = "%(prog)s [-h] [arguments of pytest]"
    parser.set_defaults(passes_arguments_on=True)


def run(args: argparse.Namespace) -> int:
    """Runs the tests and returns pytest's exit code; ``args.others`` are pytest's arguments.

    Raises `Problem` when a browser is required and there is none.
    """
    import pytest

    from leakproof.cli.chromium import download_chromium, find_chromium

    os.chdir(ROOT)
    arguments = ["-n", "logical", "--maxprocesses", "8", *args.others]
    browser = find_chromium()
    if browser is None:
        print(
            "There is no Chromium, Chrome or Edge; trying to download one (up to five minutes) ...",
            flush=True,
        )
        browser = download_chromium()
    if browser is not None:
        os.environ["LEAKPROOF_CHROMIUM"] = str(browser)
        return int(pytest.main(arguments))
    if os.environ.get("LEAKPROOF_BROWSER") == "required":
        raise Problem(f"There is no browser for the browser tests, so no test was run. {HOW_TO_GET_A_BROWSER}")
    code = int(pytest.main(["--ignore=tests/browser", *arguments]))
    print(f"\nThe browser tests did NOT run: there is no Chromium, Chrome or Edge. {HOW_TO_GET_A_BROWSER}")
    return code
