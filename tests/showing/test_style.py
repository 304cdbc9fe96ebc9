"""The style does what its documentation says, in both themes and beside other outputs."""

import re

from leakproof.showing import STYLE, style
from leakproof.showing.lifelines import lifelines_html
from leakproof.watching.lives import Life, Moment, Place, Raised, Recording


def test_every_documented_class_is_styled() -> None:
    documented = set(re.findall(r"``(leakproof[\w-]*)``", style.__doc__ or ""))
    assert len(documented) >= 10
    for name in documented:
        assert re.search(rf"\.{name}\b(?!-)", STYLE), name


def test_every_class_in_the_picture_is_styled_or_documented() -> None:
    moment = Moment(0, Place(1, "x"))
    html = lifelines_html(
        Recording([Life(1, "file", "a", moment)], [Raised("E", "", moment, moment)], [1, 2])
    )
    used = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    assert {name for name in used if not re.search(rf"\.{name}\b(?!-)", STYLE)} == set()


def test_every_rule_is_only_for_leakproof() -> None:
    selectors = re.findall(r"(?:^|[}\n])\s*([^{}@]+)\{", STYLE.replace("<style>", ""))
    assert len(selectors) > 40
    assert all(".leakproof" in selector for selector in selectors)


def test_the_dark_theme_has_every_colour_of_the_light_one() -> None:
    light, dark, dark_by_preference = re.findall(r"\.leakproof \{\n(.*?)\}", STYLE, flags=re.DOTALL)[:3]
    names = set(re.findall(r"(--leakproof-\w+):", light)) - {"--leakproof-tone"}
    assert set(re.findall(r"(--leakproof-\w+):", dark)) == names
    assert set(re.findall(r"(--leakproof-\w+):", dark_by_preference)) == names


def test_small_text_has_contrast_in_both_themes() -> None:
    light, dark = re.findall(r"\.leakproof \{\n(.*?)\}", STYLE, flags=re.DOTALL)[:2]
    for palette, papers in ((light, ("#ffffff",)), (dark, ("#212121", "#111111"))):
        colours = dict(re.findall(r"--leakproof-(\w+): (#\w{6});", palette))
        for name in ("quiet", "blue", "red", "amber", "grey", "purple"):
            for paper in (*papers, colours["shade"]):
                assert contrast(colours[name], paper) >= 4.5, (name, paper)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
