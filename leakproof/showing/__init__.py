"""Pictures, HTML and plain text of what was watched and judged."""

from leakproof.showing.lifelines import lifelines_html, lifelines_text
from leakproof.showing.style import STYLE

__all__ = ["STYLE", "lifelines_html", "lifelines_text"]
