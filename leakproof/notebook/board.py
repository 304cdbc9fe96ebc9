"""`progress`: the learner's progress board, and the certificate for who has done it all."""

from __future__ import annotations

from pathlib import Path

from IPython.core.getipython import get_ipython

from leakproof.course import course
from leakproof.notebook.forms import show
from leakproof.notebook.refusals import Refused
from leakproof.progress import Progress
from leakproof.showing.achievement import NoCertificate
from leakproof.showing.board import board_html, board_text
from leakproof.showing.certificate import certificate_html, certificate_svg, certificate_text, save_certificate

FILE_NAME = "certificate.svg"


def progress(certificate: str | None = None) -> None:
    """Your progress board: every exercise of the course, what you have solved, and what comes next.

    With your name, as in ``progress(certificate="Ada Lovelace")``, your certificate: it is shown, and written to
    ``certificate.svg`` beside the notebook. Raises `Refused` while exercises are missing.
    """
    standing = Progress().standing()
    if certificate is None:
        show(board_text(course(), standing), board_html(course(), standing))
        return
    folder = Path(getattr(get_ipython(), "starting_dir", "."))  # a cell may have gone somewhere else
    try:
        svg = certificate_svg(course(), standing, certificate)
        save_certificate(folder / FILE_NAME, svg)
    except NoCertificate as error:
        raise Refused(str(error)) from None
    text = certificate_text(course(), standing, certificate, FILE_NAME)
    show(text, certificate_html(svg, text))
