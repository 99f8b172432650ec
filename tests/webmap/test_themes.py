"""Classes, colours and the words of the legend."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webmap.themes import COVERAGE, OTHER_DEPARTMENT, PATTERNS, UNKNOWN, plan_swatches


@pytest.mark.parametrize(
    ("share", "label"),
    [
        (0.0, "under 10\u00a0%"),
        (0.0999, "under 10\u00a0%"),
        (0.1, "10 til under 20\u00a0%"),
        (0.4, "40\u00a0% og derover"),
        (1.0, "40\u00a0% og derover"),
    ],
)
def test_a_class_holds_its_lower_bound_and_not_its_upper_one(share: float, label: str) -> None:
    assert COVERAGE.swatch_of(share).label == label


def test_a_share_that_is_not_known_is_hatched_and_never_the_lowest_class() -> None:
    assert COVERAGE.swatch_of(None) is UNKNOWN
    assert UNKNOWN.paint == "url(#hatch-unknown)"


@given(st.floats(0, 1))
def test_every_share_has_one_class(share: float) -> None:
    assert COVERAGE.swatch_of(share) in COVERAGE.swatches()


def test_higher_classes_are_darker() -> None:
    luminance = [_luminance(swatch.fill) for swatch in COVERAGE.swatches()]
    assert luminance == sorted(luminance, reverse=True)


def test_no_colour_of_a_place_is_red_or_green() -> None:
    for swatch in [*COVERAGE.swatches(), UNKNOWN, OTHER_DEPARTMENT, *plan_swatches({"a": "A", "b": "B"}).values()]:
        hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(swatch.fill))
        vivid = saturation > 0.35 and 0.15 < lightness < 0.85
        assert not vivid or 25 / 360 < hue < 70 / 360 or 180 / 360 < hue < 320 / 360, swatch


def test_each_plan_has_a_pattern_of_its_own() -> None:
    swatches = plan_swatches({"a": "A", "b": "B", "c": "C"})
    assert len({swatch.pattern for swatch in swatches.values()}) == 3
    assert {swatch.pattern for swatch in swatches.values()} <= {pattern.name for pattern in PATTERNS}


def test_a_fourth_plan_begins_the_colours_again() -> None:
    swatches = list(plan_swatches({"a": "A", "b": "B", "c": "C", "d": "D"}).values())
    assert swatches[3].paint == swatches[0].paint


def _rgb(colour: str) -> tuple[float, float, float]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]


def _luminance(colour: str) -> float:
    red, green, blue = _rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
