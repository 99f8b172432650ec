from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import wording
from tests.builders import a_period, a_source

NBSP = "\u00a0"
UNDATED = replace(a_period(role="statement"), start=None, end=None)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1234, "1.234"), (22500, "22.500"), (1234567, "1.234.567"), (-1234, "-1.234")],
)
def test_thousands_are_parted_by_a_point(value: int, text: str) -> None:
    assert wording.number(value) == text


@given(st.integers())
def test_a_number_reads_back_as_itself(value: int) -> None:
    assert int(wording.number(value).replace(".", "")) == value


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.351, "35,1"), (0.0, "0,0"), (1.0, "100,0"), (0.3509, "35,1"), (0.2214, "22,1")],
)
def test_a_percentage_has_one_decimal_after_a_comma(share: float, text: str) -> None:
    assert wording.percent(share) == f"{text}{NBSP}%"


def test_a_rounded_percentage_has_no_decimal() -> None:
    assert wording.whole_percent(22500 / 65741) == f"34{NBSP}%"


def test_a_coverage_is_said_as_at_least() -> None:
    assert wording.at_least(3357 / 9565) == f"mindst 35,1{NBSP}%"


@pytest.mark.parametrize("say", [wording.number, wording.percent, wording.at_least])
def test_what_is_missing_is_said_in_words(say: object) -> None:
    assert say(None) == "ikke oplyst"


def test_zero_is_not_missing() -> None:
    assert wording.at_least(0.0) == f"mindst 0,0{NBSP}%"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 12, 31), "31. december 2026"),
        (date(2026, 5, 1), "1. maj 2026"),
        (date(2024, 2, 29), "29. februar 2024"),
    ],
)
def test_a_long_date_names_the_month(day: date, text: str) -> None:
    assert wording.long_date(day) == text


@pytest.mark.parametrize(("text", "said"), [("2025-05-29", "29. maj 2025"), ("2023", "2023")])
def test_a_dataset_is_dated_as_closely_as_is_known(text: str, said: str) -> None:
    assert wording.dated(text) == said


def test_a_period_is_said_by_its_days() -> None:
    assert wording.span(a_period()) == f"1.{NBSP}januar{NBSP}2026 – 31.{NBSP}december{NBSP}2028"


def test_a_period_without_days_is_said_by_its_duration() -> None:
    assert wording.span(replace(UNDATED, duration_years=3)) == "3 år"


def test_a_period_without_days_or_duration_is_not_stated() -> None:
    assert wording.span(UNDATED) == "ikke oplyst"


def test_a_period_with_one_day_says_which_is_missing() -> None:
    half = replace(UNDATED, end=date(2025, 12, 31))
    assert wording.span(half) == f"ikke{NBSP}oplyst – 31.{NBSP}december{NBSP}2025"


@pytest.mark.parametrize(("line", "line_end", "text"), [(213, 213, "linje 213"), (31, 32, "linje 31–32")])
def test_a_place_in_a_document_is_its_lines(line: int, line_end: int, text: str) -> None:
    assert wording.place_in_document(a_source(line=line, line_end=line_end)) == text


@pytest.mark.parametrize(("count", "text"), [(0, "0 planer"), (1, "1 plan"), (2, "2 planer"), (1000, "1.000 planer")])
def test_one_of_a_thing_is_said_in_the_singular(count: int, text: str) -> None:
    assert wording.counted(count, "plan", "planer") == text


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_the_last_word_of_a_list_is_joined_by_og(words: list[str], text: str) -> None:
    assert wording.listing(words) == text


@pytest.mark.parametrize(
    ("count", "text"), [(0, "nul"), (1, "en"), (5, "fem"), (10, "ti"), (11, "11"), (1000, "1.000"), (-1, "-1")]
)
def test_numbers_up_to_ten_are_words_in_prose(count: int, text: str) -> None:
    assert wording.in_words(count) == text
