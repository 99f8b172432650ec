"""Spans, ends, beginnings and durations."""

from pathlib import Path

import pytest

from etl.extract import periods
from tests.etl.extract.reading import note, paper, seconds, verbatim

Row = tuple[str, str, str | None, str | None, int | None]


def rows(text: object) -> list[Row]:
    return [
        (one.subject, one.name, one.start and str(one.start), one.end and str(one.end), one.duration_years)
        for one in periods.find(text)  # type: ignore[arg-type]
    ]


def read(*lines: str) -> list[Row]:
    return rows(note(*lines))


def test_the_budget_note_has_its_ends_durations_and_the_agreement(shared: Path) -> None:
    assert rows(paper(shared, 0)) == [
        ("plan", "nuværende helhedsplaner", None, "2025-12-31", None),
        ("plan", "nuværende helhedsplaner", None, "2025-12-31", None),
        ("plan", "boligsociale helhedsplaner", None, None, 4),
        ("plan", "Nørrebro", None, None, 3),
        ("plan", "Nørrebro", None, None, 5),
        ("plan", "Nørrebro", None, "2025-12-31", None),
        ("agreement", "Almenboligaftalen", "2024-01-01", "2027-12-31", None),
        ("other", "", "2022-01-01", "2026-12-31", None),
    ]


def test_the_agreed_text_has_a_span_for_each_of_two_plans(shared: Path) -> None:
    found = rows(paper(shared, 1))
    assert ("plan", "Nørrebro", "2026-01-01", "2028-01-01", None) in found
    assert ("plan", "Amager", "2026-01-01", "2029-01-01", None) in found
    assert len(found) == 6


def test_the_plan_for_amager_has_its_years_and_its_beginning(shared: Path) -> None:
    found = rows(paper(shared, 2))
    assert found.count(("plan", "Amager", "2022-01-01", "2025-12-31", None)) == 4
    assert ("plan", "nuværende helhedsplaner", None, "2021-12-31", None) in found
    assert ("plan", "Amager", "2022-01-01", None, None) in found


def test_the_effort_for_one_quarter_has_its_years_end_and_beginning(shared: Path) -> None:
    assert rows(paper(shared, 3)) == [
        ("plan", "Mimerskvarteret", "2022-01-01", "2024-12-31", None),
        ("plan", "Mimerskvarteret", None, "2022-02-28", None),
        ("other", "", "2022-01-01", "2024-12-31", None),
        ("plan", "", "2022-03-01", None, None),
    ]


def test_the_account_has_its_agreements_and_plans(shared: Path) -> None:
    found = {(subject, name, start, end) for subject, name, start, end, _ in rows(paper(shared, 4))}
    assert {
        ("agreement", "Hovedaftale", "2015-01-01", "2018-12-31"),
        ("agreement", "Initiativaftaler", "2014-01-01", "2020-12-31"),
        ("plan", "boligsociale helhedsplaner", "2017-01-01", "2020-12-31"),
        ("plan", "nye helhedsplaner", "2018-01-01", "2021-12-31"),
        ("other", "", "2016-01-01", "2018-12-31"),
    } <= found


@pytest.mark.parametrize("number", range(5))
def test_every_period_quotes_its_lines(shared: Path, number: int) -> None:
    text = paper(shared, number)
    assert all(verbatim(text, one) for one in periods.find(text))


@pytest.mark.parametrize("dash", [" – ", "-", " til "])
def test_two_spans_of_days_are_two_plans(dash: str) -> None:
    assert read(
        f"en fornyelse af helhedsplanerne i perioden 1. maj 2027{dash}30. april 2030 for Valby",
        f"og 1. juni 2027{dash}31. maj 2031 for Husum.",
    ) == [
        ("plan", "Valby", "2027-05-01", "2030-04-30", None),
        ("plan", "Husum", "2027-06-01", "2031-05-31", None),
    ]


def test_a_span_of_years_runs_from_january_to_december() -> None:
    assert read("Den boligsociale helhedsplan for Vanløse 2030-33 er ny.") == [
        ("plan", "Vanløse", "2030-01-01", "2033-12-31", None)
    ]


def test_durations_are_read_from_figures_and_words() -> None:
    assert read("Helhedsplanen for Husum fornys med 6 år. Aftalen har en toårig aftaleperiode.") == [
        ("plan", "Husum", None, None, 6),
        ("agreement", "", None, None, 2),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- 3,2 mio. kr. i 2027-2030 til helhedsplaner i Valby.",
        "Overførselssagen 2019-2020 blev vedtaget.",
        "1 2015-2018 Hensigtserklæring",
        "Den fysiske helhedsplan 2020-2024 omfatter facader.",
        "Budgetaftale 2019 2.166 2.893 6.655",
    ],
)
def test_years_of_money_budgets_and_deadlines_are_no_periods(line: str) -> None:
    assert read(line) == []


def test_money_in_a_period_is_no_plans_period() -> None:
    assert read("Til helhedsplaner blev der afsat 9,1 mio. kr. i perioden 2027 til 2029 i Valby.") == [
        ("other", "", "2027-01-01", "2029-12-31", None)
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *("perioden 2022-2025 ", "1. januar 2026 – ", "helhedsplan ", "fornys med fire år ", "Hovedaftale 2015-2018 "),
        *("udløber den 1. maj 2022 ", "aftale ", "helhedsplan forlænget til 2025 ", "A "),
    ],
)
def test_a_long_line_is_read_in_time(piece: str) -> None:
    assert seconds(periods.find, piece) < 2.5
