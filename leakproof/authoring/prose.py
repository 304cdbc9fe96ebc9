"""The headings, links and anchors of a text in markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from leakproof.authoring.places import BuildError, read_notebook
from leakproof.showing.prose import to_html

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def headings(html: BeautifulSoup) -> Iterator[tuple[int, str]]:
    """The level, from 1, and the text of each heading."""
    for heading in html.find_all(_HEADINGS):
        yield int(heading.name[1]), heading.get_text()


def links(html: BeautifulSoup) -> list[str]:
    """Where the links lead, and where the images are."""
    targets = [element.get("href") for element in html.find_all("a")]
    images = [element.get("src") for element in html.find_all("img")]
    return [str(target) for target in targets + images if target is not None]


def file_of(link: str, path: Path) -> Path:
    """The file to which a relative link in the file `path` leads."""
    relative = unquote(urlsplit(link).path)
    return (path.parent / relative).resolve() if relative else path.resolve()


def problem_of_link(link: str, path: Path, root: Path) -> str | None:
    """What is wrong with a link in the file `path` of the course in `root`; ``None`` when it leads somewhere.

    Addresses in the web are not tried.
    """
    parts = urlsplit(link)
    if parts.scheme in ("http", "https", "mailto", "data", "attachment"):
        return None
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "is neither relative nor an address in the web"
    file = file_of(link, path)
    if not file.is_relative_to(root):
        return "leads out of the course"
    if not file.exists():
        return "leads to no file"
    if parts.fragment and file.suffix == ".ipynb" and unquote(parts.fragment) not in _anchors(file):
        return "leads to no heading"
    return None


def _anchors(path: Path) -> set[str]:
    """What can follow the ``#`` in a link to this notebook: ids, and headings as JupyterLab names them."""
    try:
        cells = read_notebook(path).cells
    except BuildError:
        return set()
    anchors: set[str] = set()
    for html in (to_html(cell.source) for cell in cells if cell.cell_type == "markdown"):
        anchors |= {heading.replace(" ", "-") for _, heading in headings(html)}
        anchors |= {str(element["id"]) for element in html.find_all(id=True)}
    return anchors
