"""Periods against their own length, money against periods, events of one matter against each other."""

from dataclasses import replace
from typing import Any

import pytest

from etl import reconcile
from geodata.model import Finding, Held, PlanPeriod
from tests.builders import (
    a_cell,
    a_period,
    a_plan,
    a_register,
    a_source,
    a_subject,
    an_amount,
    an_event,
    fits,
    said,
)

# period-against-duration


def stated(years: int, key: str = "varighed", **changes: Any) -> PlanPeriod:
    """A sentence that gives only how long the plan is."""
    given = {"key": key, "role": "statement", "start": None, "end": None, "duration_years": years}
    return PlanPeriod(**{"plan_id": "plan", "source": a_source(), **given, **changes})


def lasting(start: str, end: str, *durations: int, **changes: Any) -> list[Finding | Held]:
    period = a_period(start=start, end=end, role="agreement", **changes)
    rows = [period, *(stated(years, f"varighed-{years}") for years in durations)]
    return reconcile.period_against_duration(a_register(plans=[a_plan()], plan_periods=rows))


def test_a_period_that_ends_on_new_years_day_is_counted_to_the_day_before() -> None:
    [found] = lasting("2031-01-01", "2033-01-01", 3)
    assert said([found]) == [("period-against-duration/plan/agreement", "error")]
    assert (found.printed, found.computed) == (3, 2)
    assert found.arithmetic == "1. januar 2031 – 31. december 2032 = 2 år"
    assert found.sources == ("plan_periods/plan/agreement", "plan_periods/varighed-3")


def test_a_period_that_is_not_whole_years_is_told_with_a_decimal() -> None:
    [found] = lasting("2031-03-01", "2033-08-31", 4)
    assert found.computed == 2.5
    assert "er 2,5 år, men varigheden er oplyst til 4 år" in found.message_da
    assert "is 2.5 years long" in found.message_en


@pytest.mark.parametrize(
    ("start", "end", "years", "arithmetic"),
    [
        ("2031-01-01", "2034-01-01", 3, "1. januar 2031 – 31. december 2033 = 3 år"),
        ("2031-01-01", "2033-12-31", 3, "1. januar 2031 – 31. december 2033 = 3 år"),
        ("2031-03-01", "2033-12-31", 3, "1. marts 2031 – 31. december 2033 = 2,8 år"),
        ("2031-07-01", "2034-06-30", 3, "1. juli 2031 – 30. juni 2034 = 3 år"),
        ("9000-01-01", "9999-12-31", 1000, "1. januar 9000 – 31. december 9999 = 1.000,0 år"),
    ],
)
def test_a_period_as_long_as_it_is_said_to_be_holds(start: str, end: str, years: int, arithmetic: str) -> None:
    [held] = lasting(start, end, years)
    assert fits([held]) == [arithmetic]
    assert (held.subject, held.printed) == ("plan_periods/plan/agreement", years)
    assert abs(held.computed - years) < 0.5


def test_a_period_nobody_has_said_the_length_of_is_held_against_nothing() -> None:
    assert lasting("2031-01-01", "2033-12-31") == []


def test_a_period_that_fits_one_of_two_durations_is_not_sure() -> None:
    assert said(lasting("2031-01-01", "2033-12-31", 3, 4)) == [("period-against-duration/plan/agreement", "ambiguous")]


def test_a_period_we_derived_is_not_held_against_the_paper() -> None:
    assert lasting("2031-01-01", "2032-12-31", 4, source=a_source(status="derived", because="fordi")) == []


def test_the_duration_of_another_plan_says_nothing() -> None:
    rows = [a_period(role="agreement", end="2027-12-31"), stated(4, plan_id="nabo")]
    assert reconcile.period_against_duration(a_register(plans=[a_plan()], plan_periods=rows)) == []


# budget-year-outside-period


def budgeted(*periods: PlanPeriod, year: int = 2029, **changes: Any) -> list[Finding]:
    subject = a_subject("støtte", *dict.fromkeys(row.plan_id for row in periods))
    plans = [a_plan(plan_id) for plan_id in subject.plan_ids]
    money = [a_cell("a", year, "1.100", **changes)]
    return reconcile.budget_year_outside_period(
        a_register(plans=plans, plan_periods=periods, funding_subjects=[subject], funding=money)
    )


SHORT = [a_period("a", end="2027-12-31"), a_period("b", end="2028-12-31")]
BY_AGREEMENT = [
    a_period("a", end="2028-12-31"),
    a_period("b", end="2029-12-31"),
    a_period("a", end="2028-01-01", role="agreement"),
    a_period("b", end="2029-01-01", role="agreement"),
]


def test_money_in_a_year_when_no_plan_runs_by_any_dates_is_an_error() -> None:
    [found] = budgeted(*SHORT)
    assert said([found]) == [("budget-year-outside-period/støtte/2029", "error")]
    assert found.printed == 1100
    assert found.arithmetic == "31. december 2028 < 1. januar 2029"


def test_money_in_a_year_when_no_plan_runs_by_one_of_two_dates_is_not_sure() -> None:
    [found] = budgeted(*BY_AGREEMENT)
    assert said([found]) == [("budget-year-outside-period/støtte/2029", "ambiguous")]
    assert "efter aftalens datoer løber ingen af planerne det år" in found.message_da
    assert "plan_periods/b/agreement" in found.sources


def test_money_before_the_plans_begin_is_found_too() -> None:
    assert said(budgeted(*SHORT, year=2025)) == [("budget-year-outside-period/støtte/2025", "error")]


@pytest.mark.parametrize("year", [2026, 2028])
def test_money_in_a_year_when_one_of_the_plans_runs_is_not_found(year: int) -> None:
    assert budgeted(*BY_AGREEMENT, year=year) == []


def test_a_plan_whose_end_nobody_states_may_hold_any_year() -> None:
    assert budgeted(a_period("a"), replace(a_period("b"), end=None), year=2040) == []


def test_a_year_no_calendar_has_is_only_outside() -> None:
    assert said(budgeted(*SHORT, year=20291)) == [("budget-year-outside-period/støtte/20291", "error")]


def test_a_total_is_not_held_against_a_period_again() -> None:
    assert budgeted(*SHORT, is_total=True) == []


def test_money_of_plans_that_are_not_named_has_no_period() -> None:
    rows = a_register(plan_periods=SHORT, funding_subjects=[a_subject()], funding=[an_amount("1", year=2050)])
    assert reconcile.budget_year_outside_period(rows) == []


# dates-against-each-other


def test_events_of_one_matter_that_do_not_meet_are_found_with_the_gap() -> None:
    events = [
        an_event("samtaler", "2031-01-01", "2031-01-31"),
        an_event("arbejdet", "2031-09-01", "2031-11-30"),
        an_event("imellem", "2031-01-15", "2031-09-15"),
    ]
    [found] = reconcile.dates_against_each_other(a_register(events=events))
    assert said([found]) == [("dates-against-each-other/start", "ambiguous")]
    assert (found.computed, found.arithmetic) == (213, "1. september 2031 − 31. januar 2031 = 213 dage")
    assert "»samtaler« (1. januar 2031 – 31. januar 2031)" in found.message_da
    assert found.sources == ("events/samtaler", "events/arbejdet")


@pytest.mark.parametrize(
    "other",
    [
        an_event("b", "2031-01-31", "2031-02-28"),
        an_event("b", "2031-09-01", topic="slut"),
        an_event("b", "2031-09-01", topic=None),
        an_event("b", None),
    ],
    ids=["they meet", "another matter", "no matter", "no day"],
)
def test_events_that_can_both_be_true_are_not_found(other: Any) -> None:
    events = [an_event("a", "2031-01-01", "2031-01-31"), other]
    assert reconcile.dates_against_each_other(a_register(events=events)) == []
