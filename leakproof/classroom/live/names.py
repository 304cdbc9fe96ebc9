"""The names and secrets of a session: codes for joining, tokens, nicknames, and the neutral names for the projector."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without characters that look alike from the last row: 0 and O, 1, I and L."""
CODE_LENGTH = 4
MOST_CHARACTERS = 30
"""Of a nickname."""

_COLOURS = """
    amber azure beige bronze cherry coral cream crimson emerald golden green indigo ivory jade lilac maroon
    olive orange pearl purple ruby silver teal violet
""".split()
_ANIMALS = """
    badger bear beaver crane deer dolphin eagle falcon ferret finch fox hare heron lynx marten mole otter owl
    raven robin seal swan turtle wren
""".split()


class BadNickname(ValueError):
    """A nickname cannot be used; the message says to its learner why."""


def new_code() -> str:
    """A code for joining, as ``K7QM``, at random."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def new_token() -> str:
    """A secret of 256 bits that says who somebody is."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What is kept of a learner's token: who reads the database cannot write as the learner."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def nickname(text: str) -> str:
    """`text` as a nickname: one line, without spaces around it. Raises `BadNickname`."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name:
        raise BadNickname("A nickname is needed, for example your first name.")
    if len(name) > MOST_CHARACTERS:
        raise BadNickname(f"This nickname has {len(name)} characters. Choose one of at most {MOST_CHARACTERS}.")
    if any(unicodedata.category(character)[0] == "C" for character in name):
        raise BadNickname("There are invisible characters in this nickname. Type it anew, with letters and digits.")
    if sum(unicodedata.combining(character) > 0 for character in name) > len(name) / 2:
        raise BadNickname("There are too many marks on the letters of this nickname. Choose a plainer one.")
    return name


def sameness(name: str) -> str:
    """Equal for nicknames that look alike: "ADA" and "ada"."""
    return unicodedata.normalize("NFKC", name).casefold()


def neutral_name(taken: set[str]) -> str:
    """A name that says nothing about its bearer, as ``teal otter``, at random; none of those `taken`."""
    free = [name for colour in _COLOURS for animal in _ANIMALS if (name := f"{colour} {animal}") not in taken]
    return secrets.choice(free) if free else f"learner {secrets.token_hex(4)}"
