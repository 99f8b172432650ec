"""Colours, patterns and steps: nothing red or green, nothing told by colour alone."""

import colorsys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webmap.catalogues import languages
from webmap.palette import (
    AMOUNTS,
    COVERAGE,
    GAP_POINTS,
    GAP_RATIO,
    GROUND,
    OTHER_DEPARTMENT,
    PATTERNS,
    SPAN,
    UNKNOWN,
    Steps,
    Swatch,
    plan_swatches,
)
from webmap.themes.coverage_words import step_labels

NBSP = "\u00a0"
STEPS = {"coverage": COVERAGE, "points": GAP_POINTS, "ratio": GAP_RATIO}
PLANS = plan_swatches([(str(number), f"sted {number}") for number in range(6)])
each_scale = pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)


@pytest.mark.parametrize(
    ("share", "label"),
    [
        (0.0, f"under 10{NBSP}%"),
        (0.0999, f"under 10{NBSP}%"),
        (0.1, f"10 til under 20{NBSP}%"),
        (0.4, f"40{NBSP}% og derover"),
        (1.0, f"40{NBSP}% og derover"),
    ],
)
def test_a_step_holds_its_lower_bound_and_not_its_upper_one(share: float, label: str) -> None:
    labels = step_labels(languages()["da"])
    assert labels[COVERAGE.swatches().index(COVERAGE.swatch_of(share))] == label


@each_scale
def test_there_is_one_more_colour_than_bounds_and_the_bounds_rise(steps: Steps) -> None:
    assert len(steps.colours) == len(steps.bounds) + 1
    assert list(steps.bounds) == sorted(set(steps.bounds))
    assert len(steps.spans()) == len(steps.colours)


@each_scale
@given(st.floats(-200, 200))
def test_every_value_has_one_step(steps: Steps, value: float) -> None:
    assert steps.swatch_of(value) in steps.swatches()


@pytest.mark.parametrize("steps", [GAP_POINTS, GAP_RATIO])
def test_steps_of_a_distance_lie_the_same_way_on_both_sides_of_the_city(steps: Steps) -> None:
    assert steps.bounds == tuple(-bound for bound in reversed(steps.bounds))
    assert steps.swatch_of(0).name == "c3"


def test_what_is_not_known_is_hatched_and_in_no_step() -> None:
    assert UNKNOWN.paint == "url(#hatch-unknown)"
    for steps in STEPS.values():
        assert UNKNOWN.paint not in [swatch.paint for swatch in steps.swatches()]
    assert GROUND.paint != UNKNOWN.paint


def test_more_coverage_is_darker() -> None:
    luminance = [_luminance(swatch.fill) for swatch in COVERAGE.swatches()]
    assert luminance == sorted(luminance, reverse=True)


def test_the_two_sides_of_a_distance_are_told_apart_by_hue_and_how_far_by_lightness() -> None:
    luminance = [_luminance(swatch.fill) for swatch in GAP_POINTS.swatches()]
    assert luminance[:4] == sorted(luminance[:4])
    assert luminance[3:] == sorted(luminance[3:], reverse=True)
    assert _hue(GAP_POINTS.colours[0]) < 70 / 360 < 180 / 360 < _hue(GAP_POINTS.colours[-1])


def test_no_colour_is_red_or_green() -> None:
    swatches = [swatch for steps in STEPS.values() for swatch in steps.swatches()]
    for swatch in [*swatches, UNKNOWN, OTHER_DEPARTMENT, *AMOUNTS, SPAN, *PLANS.values()]:
        assert not _red_or_green(swatch.fill), swatch


def test_no_pattern_is_red_or_green() -> None:
    for pattern in PATTERNS:
        assert not _red_or_green(pattern.ground), pattern
        assert not _red_or_green(pattern.stroke), pattern


def test_each_place_has_a_plan_pattern_of_its_own() -> None:
    assert len({swatch.pattern for swatch in PLANS.values()}) == 6
    assert {swatch.pattern for swatch in PLANS.values()} <= {pattern.name for pattern in PATTERNS}


def test_every_two_amounts_differ_in_pattern_and_neighbours_in_lightness_too() -> None:
    assert len({swatch.pattern for swatch in AMOUNTS}) == len(AMOUNTS) == 6
    lightness = [_luminance(swatch.fill) for swatch in AMOUNTS]
    assert min(abs(one - other) for one, other in pairwise(lightness)) > 0.15


def test_the_strokes_of_a_pattern_stand_out_from_its_ground() -> None:
    for pattern in PATTERNS:
        if pattern.name.startswith("joint-"):
            lighter, darker = sorted([_contrast(pattern.ground), _contrast(pattern.stroke)], reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 3, pattern.name


def test_plans_for_one_place_share_a_colour() -> None:
    swatches = plan_swatches([("a-2026", "A"), ("b-2026", "B"), ("a-2021", "A")])
    assert swatches["a-2026"].paint == swatches["a-2021"].paint != swatches["b-2026"].paint


def test_after_the_last_place_the_colours_begin_again() -> None:
    swatches = list(plan_swatches([(str(number), str(number)) for number in range(7)]).values())
    assert swatches[6].paint == swatches[0].paint


@pytest.mark.parametrize("swatch", [UNKNOWN, *AMOUNTS, SPAN, *PLANS.values()], ids=lambda swatch: str(swatch.name))
def test_every_pattern_a_swatch_names_is_drawn(swatch: Swatch) -> None:
    assert swatch.pattern in {pattern.name for pattern in PATTERNS}


def _red_or_green(colour: str) -> bool:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    vivid = saturation > 0.35 and 0.15 < lightness < 0.85
    return vivid and not (25 / 360 < hue < 70 / 360 or 180 / 360 < hue < 320 / 360)


def _hue(colour: str) -> float:
    return colorsys.rgb_to_hls(*_rgb(colour))[0]


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _contrast(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _luminance(colour: str) -> float:
    red, green, blue = _rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
