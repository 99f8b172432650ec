"""Dates as papers print them become spans of days."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract.dates import MONTHS, bare_years, dates


def spans(text: str) -> list[tuple[str, str]]:
    return [(one.on.isoformat(), one.until.isoformat()) for one in dates(text)]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("den 9. juni 2027", "2027-06-09"),
        ("d. 12.juni 2027", "2027-06-12"),
        ("4. nov. 2021", "2021-11-04"),
        ("den 10/12-15.", "2015-12-10"),
        ("TMU har 31/10-16 vedtaget", "2016-10-31"),
        ("pr. 1/7-2017.", "2017-07-01"),
        ("pr. 22.11.2016 er", "2016-11-22"),
        ("22/9 2016", "2016-09-22"),
        ("den 3/4-98", "1998-04-03"),
        ("2026-03-04", "2026-03-04"),
    ],
)
def test_a_day_is_read_in_every_form(printed: str, day: str) -> None:
    assert spans(printed) == [(day, day)]


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("i februar 2028", "2028-02-01", "2028-02-29"),
        ("primo maj 2026", "2026-05-01", "2026-05-10"),
        ("ultimo 2016", "2016-09-01", "2016-12-31"),
        ("medio 2017", "2017-05-01", "2017-08-31"),
        ("i starten af 2017", "2017-01-01", "2017-04-30"),
        ("3. kvartal 2027", "2027-07-01", "2027-09-30"),
        ("første halvår af 2017", "2017-01-01", "2017-06-30"),
        ("1. halvdel 2015", "2015-01-01", "2015-06-30"),
        ("efteråret 2025", "2025-09-01", "2025-11-30"),
        ("inden sommerferien 2017", "2017-06-01", "2017-08-31"),
        ("senest i 2030.", "2030-01-01", "2030-12-31"),
        ("frem til november 2016", "2016-11-01", "2016-11-30"),
    ],
)
def test_what_is_longer_than_a_day_is_the_days_it_covers(printed: str, first: str, last: str) -> None:
    assert spans(printed) == [(first, last)]


@pytest.mark.parametrize(
    "printed",
    [
        "d. 20. april",
        "Budget 2025",
        "i perioden 2022-2025",
        "Overførselssagen 2015/2016",
        "1.654 og 12.544,5",
        "afsnit 2.10.20.3",
        "31. november 2026",
        "den 32. maj 2026 er ingen dag",
        "maj 2016-2018",
    ],
)
def test_what_has_no_year_or_is_no_day_is_no_date(printed: str) -> None:
    assert [span for span in spans(printed) if span[0] == span[1]] == []
    assert "2026-11-01" not in str(spans(printed))


def test_a_day_without_a_year_takes_it_from_the_day_it_runs_to() -> None:
    assert spans("fra 1. maj til 3. juni 2026") == [("2026-05-01", "2026-05-01"), ("2026-06-03", "2026-06-03")]


@pytest.mark.parametrize("dash", [" – ", "–", " - ", "-", " til "])
def test_two_days_with_a_dash_between_are_two(dash: str) -> None:
    found = spans(f"1. januar 2026{dash}31. december 2029")
    assert found == [("2026-01-01", "2026-01-01"), ("2029-12-31", "2029-12-31")]


def test_two_parts_of_years_with_a_stroke_between_are_two() -> None:
    assert [one.printed for one in dates("ultimo 2016/primo 2017.")] == ["ultimo 2016", "primo 2017"]


def test_the_place_of_a_date_is_where_it_is_printed() -> None:
    text = "Mødet holdes den 5. marts 2027 og igen i maj 2028."
    assert [text[one.start : one.end] == one.printed for one in dates(text)] == [True, True]


def test_a_year_alone_is_read_by_itself_and_never_from_a_span() -> None:
    assert [one.printed for one in bare_years("i 2030, siden 2014, i 2026-2029, i 2017/18, Budget 2025")] == [
        "i 2030",
        "siden 2014",
    ]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2069, 12, 31)))
def test_every_day_is_read_back_from_its_danish_form(day: date) -> None:
    written = f"den {day.day}. {MONTHS[day.month - 1]} {day.year}"
    for printed in (written, f"{day.day}/{day.month}-{day.year}", f"{day.day:02}.{day.month:02}.{day.year}"):
        assert [(one.on, one.until, one.precision) for one in dates(printed)] == [(day, day, "day")]


@pytest.mark.parametrize("piece", ["1. maj ", "1/1/", "1. maj til 1. maj ", "i 20", "2016-", "primo ", "a", " "])
def test_a_long_line_is_read_in_time(piece: str) -> None:
    begun = time.process_time()
    assert list(dates(piece * (1_000_000 // len(piece)))) == []
    assert time.process_time() - begun < 2
