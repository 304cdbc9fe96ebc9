"""Pictures of matplotlib in a notebook, with a text that says what is to be seen."""

from __future__ import annotations

import io
from typing import Any

from IPython.display import display


def show_figure(figure: Any, text: str) -> None:
    """Show a matplotlib figure; `text` is for whoever cannot see it. The figure is closed."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", bbox_inches="tight", metadata={"Software": None})
    display({"image/png": picture.getvalue(), "text/plain": text}, raw=True)  # type: ignore[no-untyped-call]
    from matplotlib import pyplot

    pyplot.close(figure)
