"""`progress(certificate=...)` in a real kernel: shown, written beside the notebook, or refused in one sentence."""

from typing import Any

Kernel = Any

SOLVE = """
from leakproof.course import course
from leakproof.progress import Progress
for each in course().exercises:
    Progress().checked(each.id, "correct", each.points, each.points, "")
"""


def test_refused_first_then_shown_and_written(kernel: Kernel) -> None:
    refused = kernel.run("from leakproof.notebook import progress\nprogress(certificate='Ada Lovelace')")
    [sentence] = refused.errors
    assert sentence.startswith("Your certificate still needs ")
    assert "go on with 0.1 in exercises/00_start_here.ipynb." in sentence
    assert "\n" not in sentence
    file = kernel.folder / "certificate.svg"
    assert not file.exists()

    assert kernel.run(SOLVE).errors == []
    elsewhere = "import os, tempfile\nbefore = os.getcwd()\nos.chdir(tempfile.gettempdir())\n"
    shown = kernel.run(f"{elsewhere}progress(certificate='Ada Lovelace')\nos.chdir(before)")
    assert shown.errors == []
    [text], [html] = shown.texts, shown.htmls
    assert text.startswith("Ada Lovelace has completed the course Leakproof with distinction on ")
    assert "The certificate is in certificate.svg" in text
    assert "data:image/svg+xml;base64," in html
    assert "Ada Lovelace" in file.read_text(encoding="utf-8")

    file.write_text("my own", encoding="utf-8")
    [sentence] = kernel.run("progress(certificate='Ada Lovelace')").errors
    assert "is there already and is no certificate" in sentence
    assert file.read_text(encoding="utf-8") == "my own"
    assert "solved" in kernel.run("progress()").texts[0]
