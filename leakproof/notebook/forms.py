"""Shows one output in its forms: text for terminals and stored notebooks, HTML, and a widget where one runs."""

from __future__ import annotations

from typing import Any

from IPython.display import display


def show(text: str, html: str, widget: Any = None) -> None:
    """Shows the best of these forms that the reader's program can show; outside of IPython it prints `text`."""
    display(_Forms(text, html, widget))  # type: ignore[no-untyped-call]


class _Forms:
    def __init__(self, text: str, html: str, widget: Any) -> None:
        self._text = text
        self._bundle = widget._repr_mimebundle_() if widget else {}
        self._bundle |= {"text/plain": text, "text/html": html}

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return self._bundle
