from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import wording
from geodata.wording import DANISH, ENGLISH
from tests.builders import a_period

NBSP = "\u00a0"
UNDATED = replace(a_period(role="statement"), start=None, end=None)


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1234, "1.234", "1,234"),
        (22500, "22.500", "22,500"),
        (1234567, "1.234.567", "1,234,567"),
        (-1234, "-1.234", "-1,234"),
    ],
)
def test_thousands_are_parted_as_the_language_does(value: int, danish: str, english: str) -> None:
    assert wording.number(value) == wording.number(value, locale=DANISH) == danish
    assert wording.number(value, locale=ENGLISH) == english


@given(st.integers(-(10**15), 10**15))
def test_a_number_reads_back_as_itself(value: int) -> None:
    assert int(wording.number(value).replace(".", "")) == value
    assert int(wording.number(value, locale=ENGLISH).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (82.6054, 2, "82,61", "82.61"),
        (21.2, 2, "21,20", "21.20"),
        (7.4, 1, "7,4", "7.4"),
        (1234.5, 1, "1.234,5", "1,234.5"),
    ],
)
def test_decimals_are_all_written(value: float, decimals: int, danish: str, english: str) -> None:
    assert wording.number(value, decimals) == danish
    assert wording.number(value, decimals, ENGLISH) == english


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.247, 2, "+0,25"),
        (-4.78, 2, "−4,78"),
        (-3.2, 1, "−3,2"),
        (1234, 0, "+1.234"),
        (0, 2, "0,00"),
        (0.004, 2, "0,00"),
        (-0.004, 2, "0,00"),
        (-0.4, 0, "0"),
    ],
)
def test_a_difference_has_a_true_sign_unless_it_rounds_to_nothing(value: float, decimals: int, text: str) -> None:
    assert wording.signed(value, decimals) == text


@given(st.floats(-1e9, 1e9), st.integers(0, 3), st.sampled_from([DANISH, ENGLISH]))
def test_no_difference_reads_as_minus_nothing(value: float, decimals: int, locale: str) -> None:
    text = wording.signed(value, decimals, locale)
    assert (text[0] in "+−") == any(digit in text for digit in "123456789")
    assert "-" not in text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.351, "35,1"), (0.0, "0,0"), (1.0, "100,0"), (0.3509, "35,1"), (0.2214, "22,1")],
)
def test_a_percentage_has_one_decimal_after_a_comma(share: float, text: str) -> None:
    assert wording.percent(share) == f"{text}{NBSP}%"


def test_an_english_percentage_has_a_point_and_no_space() -> None:
    assert wording.percent(0.826054, 2, ENGLISH) == "82.61%"


def test_a_rounded_percentage_has_no_decimal() -> None:
    assert wording.percent(22500 / 65741, 0) == f"34{NBSP}%"


def test_zero_is_a_number_like_another() -> None:
    assert wording.percent(0.0) == f"0,0{NBSP}%"


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2026, 12, 31), "31. december 2026", "31 December 2026"),
        (date(2026, 5, 1), "1. maj 2026", "1 May 2026"),
        (date(2024, 2, 29), "29. februar 2024", "29 February 2024"),
    ],
)
def test_a_long_date_names_the_month(day: date, danish: str, english: str) -> None:
    assert wording.long_date(day) == danish
    assert wording.long_date(day, ENGLISH) == english


@pytest.mark.parametrize(("text", "said"), [("2025-05-29", "29. maj 2025"), ("2023", "2023")])
def test_a_dataset_is_dated_as_closely_as_is_known(text: str, said: str) -> None:
    assert wording.dated(text) == said


def test_a_period_is_said_by_its_days_and_does_not_break_within_one() -> None:
    assert wording.span(a_period()) == f"1.{NBSP}januar{NBSP}2026 – 31.{NBSP}december{NBSP}2028"
    english = wording.span(a_period(), "not stated", ENGLISH)
    assert english == f"1{NBSP}January{NBSP}2026 – 31{NBSP}December{NBSP}2028"


def test_a_period_with_one_day_says_which_is_missing() -> None:
    half = replace(UNDATED, end=date(2025, 12, 31))
    assert wording.span(half) == f"ikke{NBSP}oplyst – 31.{NBSP}december{NBSP}2025"


@pytest.mark.parametrize(
    ("words", "danish", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a og b", "a and b"),
        (["a", "b", "c"], "a, b og c", "a, b and c"),
    ],
)
def test_the_last_word_of_a_list_is_joined_by_and(words: list[str], danish: str, english: str) -> None:
    assert wording.listing(words) == danish
    assert wording.listing(words, ENGLISH) == english


def test_a_zero_has_no_sign_whichever_zero_was_written_first() -> None:
    assert [wording.number(zero, 1) for zero in (-0.0, 0.0, 0)] == ["0,0", "0,0", "0,0"]
