"""Nicknames, neutral names, codes, wrong guesses, foreign sites."""

from __future__ import annotations

import pytest

from leakproof.classroom.live import names
from leakproof.classroom.live.access import SECONDS, WRONG_CODES, Guesses, comes_from_elsewhere, is_same
from leakproof.classroom.live.addresses import addresses_of


@pytest.mark.parametrize("good", ["Ada", "Zoë", "小林", "<b>Bob</b>", "O'Neill-Smith", "आर्या"])
def test_people_keep_their_names(good: str) -> None:
    assert names.nickname(f"  {good} ") == good


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("", "needed"),
        (" \n\t", "needed"),
        ("x" * 31, "31 characters"),
        ("A\u202eda", "invisible"),
        ("A\x00da", "invisible"),
        ("A\ud800", "invisible"),
        ("Ada\u200b", "invisible"),
        ("a" + "\u0336" * 9, "marks"),
    ],
)
def test_what_could_break_a_page_is_refused_with_a_reason(bad: str, said: str) -> None:
    with pytest.raises(names.BadNickname, match=said):
        names.nickname(bad)


def test_names_that_look_alike_are_the_same() -> None:
    assert names.sameness("ADA") == names.sameness("ada") == names.sameness("Ａda")


def test_neutral_names_never_repeat_and_never_end() -> None:
    taken: set[str] = set()
    for _ in range(700):
        name = names.neutral_name(taken)
        assert name not in taken
        taken.add(name)


def test_wrong_codes_are_counted_by_address_for_a_minute() -> None:
    now = 0.0
    guesses = Guesses(lambda: now)
    for _ in range(WRONG_CODES):
        assert not guesses.too_many("10.0.0.1")
        guesses.wrong("10.0.0.1")
    assert guesses.too_many("10.0.0.1")
    assert not guesses.too_many("10.0.0.2")
    now = SECONDS + 1
    assert not guesses.too_many("10.0.0.1")


def test_secrets_and_origins() -> None:
    assert is_same("K7QM", "K7QM")
    assert not is_same("K7QM", "K7Q\ud800")
    assert not comes_from_elsewhere(None, "192.168.1.7:8765")
    assert not comes_from_elsewhere("http://192.168.1.7:8765", "192.168.1.7:8765")
    assert comes_from_elsewhere("http://evil.example", "192.168.1.7:8765")
    assert comes_from_elsewhere("null", "192.168.1.7:8765")


def test_a_server_on_one_address_names_that_one() -> None:
    assert addresses_of("127.0.0.1", 80) == ["127.0.0.1:80"]
    assert addresses_of("::1", 80) == ["[::1]:80"]
    assert all(address.endswith(":80") for address in addresses_of("", 80))
