"""Code and stored outputs as HTML that needs nothing but itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from leakproof.classroom.lessons import without_dead_links

_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_LINK_OF_A_CHAIN = re.compile(r"^(The above exception was|During handling of)")


def code_html(source: str, numbered: bool = False) -> str:
    """Python code with its words marked for the style sheet; `numbered` when something refers to its lines."""
    marked = str(highlight(source.rstrip("\n"), PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)))
    lines = marked.rstrip("\n").split("\n")
    body = "".join(f'<span class="line">{line or " "}</span>' for line in lines)
    return f'<pre class="code{" numbered" if numbered else ""}"><code>{body}</code></pre>'


def outputs_html(outputs: Iterable[dict[str, Any]], whole_traceback: bool = True) -> str:
    """What a cell printed, drew and raised. Of an error its last line; `whole_traceback` adds the rest, folded.

    An error that a picture of the same cell shows is not said twice.
    """
    shown = list(outputs)
    pictures = [_text(output["data"].get("text/plain", "")) for output in shown if "data" in output]
    return "".join(
        _output(output, whole_traceback)
        for output in shown
        if not any(f"! {output.get('ename')} raised" in picture for picture in pictures)
    )


def styles(pieces: Iterable[str]) -> tuple[list[str], str]:
    """Takes the style sheets out of pieces of HTML: the pieces without them, and each different sheet once."""
    sheets: dict[str, None] = {}
    bare = []
    for piece in pieces:
        for sheet in re.findall(r"<style>(.*?)</style>", piece, flags=re.DOTALL):
            sheets[sheet] = None
        bare.append(re.sub(r"<style>.*?</style>\s*", "", piece, flags=re.DOTALL))
    return bare, "\n".join(sheets)


def _output(output: dict[str, Any], whole_traceback: bool) -> str:
    if output["output_type"] == "stream":
        return f'<pre class="printed">{escape(_text(output["text"]))}</pre>'
    if output["output_type"] == "error":
        return _error(output, whole_traceback)
    data = output["data"]
    if "text/html" in data:
        return f'<div class="shown">{_standing_alone(_text(data["text/html"]))}</div>'
    words = _text(data.get("text/plain", ""))
    if "image/png" in data:
        png = "".join(_text(data["image/png"]).split())
        return f'<img class="drawn" alt="{escape(words)}" src="data:image/png;base64,{png}">'
    return f'<pre class="printed">{escape(words)}</pre>'


def _error(output: dict[str, Any], whole_traceback: bool) -> str:
    """The last line of the traceback, after those of the errors that it is chained to."""
    traceback = _COLOURS.sub("", "\n".join(output["traceback"]))
    lines = [line for line in traceback.splitlines() if line.strip()]
    chain = ""
    for before, line in itertools.pairwise(lines):
        if _LINK_OF_A_CHAIN.match(line):
            chain += f"<div>{_last_line(*before.partition(': ')[::2])}</div><div class='link'>{escape(line)}</div>"
    last = f"<div>{_last_line(output['ename'], output['evalue'])}</div>"
    folded = f"<details><summary>Traceback</summary><pre>{escape(traceback)}</pre></details>"
    return f'<div class="raised">{chain}{last}{folded if whole_traceback else ""}</div>'


def _last_line(kind: str, message: str) -> str:
    return f"✕ <b>{escape(kind)}</b>{': ' + escape(message) if message else ''}"


def _standing_alone(html: str) -> str:
    """Without scripts, and without links to files that are not there."""
    if "<script" not in html and "<a " not in html:
        return html
    soup = without_dead_links(BeautifulSoup(html, "html.parser"))
    for script in soup.find_all("script"):
        script.decompose()
    return str(soup)


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
