"""Makes words that others have written, such as the names of files, fit to be shown."""

from __future__ import annotations

import unicodedata

MOST_CHARACTERS = 240
"""Of a name, a line of code or a message."""


def clean(text: str, most: int = MOST_CHARACTERS) -> str:
    """`text` as one line of at most `most` characters, without those that break the line, turn its order, or are none
    at all."""
    turning = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(
        " "
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or character in "\ufffe\uffff"
        or unicodedata.bidirectional(character) in turning
        else character
        for character in cut
    )
