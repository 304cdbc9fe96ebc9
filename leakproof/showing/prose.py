"""Text in markdown, as the HTML it shows."""

from __future__ import annotations

import mistune
from bs4 import BeautifulSoup


def to_html(markdown: str) -> BeautifulSoup:
    """The HTML that a text in markdown shows."""
    return BeautifulSoup(str(mistune.html(markdown)), "html.parser")
