from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from geodata.timeline import periods_of_reading, plans_on, state_day, state_on
from tests.builders import a_period, a_state

DEFAULT = a_period()
AGREEMENT = a_period(role="agreement", end="2028-01-01")
STATEMENT = a_period(role="statement", start="2020-01-01", end="2040-01-01")
DURATION = replace(STATEMENT, start=None, end=None, duration_years=3)


def test_a_year_stands_for_its_last_day() -> None:
    assert state_day(2026) == date(2026, 12, 31)


@pytest.mark.parametrize("reading", ["default", "agreement"])
@pytest.mark.parametrize("order", list(permutations([DEFAULT, AGREEMENT, STATEMENT])))
def test_a_reading_takes_its_own_period_in_whatever_order_they_come(reading: str, order: tuple) -> None:
    assert [period.role for period in periods_of_reading(order, reading)] == [reading]


def test_a_plan_without_an_agreement_keeps_its_default_period() -> None:
    assert periods_of_reading([DEFAULT, STATEMENT], "agreement") == [DEFAULT]


def test_a_plan_with_statements_only_has_no_period_to_follow() -> None:
    assert periods_of_reading([STATEMENT], "default") == []


def test_there_is_one_period_a_plan_in_the_order_of_the_plans() -> None:
    periods = [a_period("b"), a_period("a"), a_period("a", role="agreement")]
    assert [period.plan_id for period in periods_of_reading(periods, "default")] == ["a", "b"]


@pytest.mark.parametrize(
    ("day", "runs"),
    [("2025-12-31", False), ("2026-01-01", True), ("2028-12-31", True), ("2029-01-01", False)],
)
def test_a_plan_runs_from_its_first_day_to_its_last(day: str, runs: bool) -> None:
    assert ("plan" in plans_on(date.fromisoformat(day), [DEFAULT])) is runs


def test_a_duration_without_days_holds_no_day() -> None:
    assert plans_on(date(2026, 12, 31), [DURATION]) == set()


@pytest.mark.parametrize(
    ("day", "state"),
    [("2026-06-01", "finansieret"), ("2028-12-31", "finansieret"), ("2029-01-01", "udløbet")],
)
def test_a_plan_has_its_state_until_the_day_after_its_last(day: str, state: str) -> None:
    assert state_on(date.fromisoformat(day), "plan", DEFAULT, [a_state()]) == state


def test_the_latest_state_that_has_begun_is_the_one() -> None:
    states = [a_state("i drift", "2027-01-01"), a_state("finansieret"), a_state("godkendt", "2026-03-01")]
    assert state_on(date(2026, 12, 31), "plan", DEFAULT, states) == "godkendt"


def test_a_state_holds_to_its_last_day() -> None:
    states = [a_state("godkendt", "2026-01-01", "2026-12-31")]
    assert [state_on(day, "plan", DEFAULT, states) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [
        "godkendt",
        None,
    ]


def test_the_state_of_another_plan_says_nothing() -> None:
    assert state_on(date(2026, 12, 31), "plan", DEFAULT, [a_state(plan_id="another plan")]) is None


def test_a_plan_without_a_period_has_the_state_of_its_rows() -> None:
    assert state_on(date(2040, 1, 1), "plan", None, [a_state("foreslået")]) == "foreslået"


def test_a_period_with_an_open_end_holds_no_day() -> None:
    assert plans_on(date(2026, 12, 31), [replace(STATEMENT, end=None)]) == set()
