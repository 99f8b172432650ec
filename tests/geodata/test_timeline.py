import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import PlanPeriod
from geodata.timeline import (
    Days,
    covered,
    days_between,
    days_left,
    disagreement,
    marks,
    membership_days,
    periods_of_reading,
    plan_span,
    plans_on,
    state_day,
    state_on,
    state_spans,
)
from tests.builders import a_link, a_membership, a_period, a_state, an_event

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


# ---- spans of days


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


any_day = st.dates(date(2014, 1, 1), date(2029, 12, 31))
any_span = st.tuples(any_day, st.integers(0, 900)).map(lambda one: Days(one[0], one[0] + timedelta(one[1])))


def test_both_ends_of_a_span_are_in_it() -> None:
    assert days("2026-01-01", "2026-01-01").count == 1
    assert days("2028-01-01", "2028-12-31").count == 366


def test_a_span_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="før det begynder"):
        days("2026-01-02", "2026-01-01")


@given(st.lists(any_span, min_size=1, max_size=6))
def test_covered_days_and_gaps_make_the_whole_span(spans: list[Days]) -> None:
    found = covered(spans)
    whole = Days(min(one.first for one in spans), max(one.last for one in spans))
    assert found.days + found.gap_days == whole.count
    every = {one.first + timedelta(n) for one in spans for n in range(one.count)}
    assert found.days == len(every)


@given(st.lists(any_span, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(spans: list[Days], chance: random.Random) -> None:
    shuffled = chance.sample(spans, len(spans))
    assert covered(shuffled) == covered(spans) == covered([*spans, *spans])


@given(st.lists(any_span, min_size=1, max_size=6))
def test_spans_and_gaps_take_turns_and_never_touch_their_own_kind(spans: list[Days]) -> None:
    found = covered(spans)
    pieces = sorted([*found.spans, *found.gaps])
    assert [one in found.spans for one in pieces] == [at % 2 == 0 for at in range(len(pieces))]
    assert all(other.first == one.last + timedelta(1) for one, other in zip(pieces, pieces[1:], strict=False))


def test_nothing_covered_has_no_gap() -> None:
    assert (covered([]).days, covered([]).gaps) == (0, ())


# ---- a department's days, reckoned by hand


def test_a_day_after_the_last_leaves_no_gap() -> None:
    assert covered([days("2021-01-01", "2022-02-28"), days("2022-03-01", "2024-12-31")]).gaps == ()


def test_four_years_between_two_plans_are_1461_days() -> None:
    found = covered([days("2025-01-01", "2028-12-31"), days("2017-01-01", "2020-12-31")])
    assert found.gaps == (days("2021-01-01", "2024-12-31"),)
    assert (found.days, found.gap_days) == (2922, 1461)


def test_a_membership_lasts_as_long_as_its_plan_by_the_reading_that_is_followed() -> None:
    member = a_membership("navn")
    by = {role: {"plan": row} for role, row in (("default", DEFAULT), ("agreement", AGREEMENT))}
    assert membership_days(member, by["default"]) == days("2026-01-01", "2028-12-31")
    assert membership_days(member, by["agreement"]) == days("2026-01-01", "2028-01-01")


def test_a_membership_is_within_its_plan() -> None:
    later = a_membership("navn", valid_from=date(2027, 1, 1), valid_to=date(2030, 1, 1))
    assert membership_days(later, {"plan": DEFAULT}) == days("2027-01-01", "2028-12-31")
    assert membership_days(a_membership("navn", valid_from=date(2029, 1, 1)), {"plan": DEFAULT}) is None


@pytest.mark.parametrize("period", [None, replace(STATEMENT, start=None), replace(STATEMENT, end=None)])
def test_a_membership_of_a_plan_whose_days_are_unknown_has_no_days(period: PlanPeriod | None) -> None:
    assert membership_days(a_membership("navn"), {"plan": period} if period else {}) is None


# ---- the year that hangs on which source is believed


def test_sources_that_disagree_on_the_end_leave_the_days_between() -> None:
    assert disagreement("plan", [DEFAULT, AGREEMENT, STATEMENT]) == (days("2028-01-02", "2028-12-31"),)
    assert disagreement("plan", [DEFAULT, AGREEMENT])[0].count == 365  # 2028 has 366, and both have 1 January


def test_the_longer_of_two_readings_may_be_the_agreements() -> None:
    longer = a_period(role="agreement", start="2025-12-01", end="2029-12-31")
    assert disagreement("plan", [DEFAULT, longer]) == (
        days("2025-12-01", "2025-12-31"),
        days("2029-01-01", "2029-12-31"),
    )


def test_readings_that_share_no_day_disagree_on_all() -> None:
    other = a_period(role="agreement", start="2030-01-01", end="2030-12-31")
    assert sum(one.count for one in disagreement("plan", [DEFAULT, other])) == 1096 + 365


@pytest.mark.parametrize(
    "periods", [[DEFAULT], [AGREEMENT], [DEFAULT, STATEMENT], [DEFAULT, replace(AGREEMENT, end=date(2028, 12, 31))]]
)
def test_one_reading_or_two_alike_are_no_disagreement(periods: list[PlanPeriod]) -> None:
    assert disagreement("plan", periods) == ()


@given(any_span, any_span, st.booleans())
def test_a_day_is_disputed_where_one_reading_holds_it_alone(one: Days, other: Days, swapped: bool) -> None:
    rows = [replace(DEFAULT, start=one.first, end=one.last), replace(AGREEMENT, start=other.first, end=other.last)]
    found = disagreement("plan", rows[::-1] if swapped else rows)
    alone = every(one) ^ every(other)
    assert {day for part in found for day in every(part)} == alone
    assert sum(part.count for part in found) == len(alone)


def every(span: Days) -> set[date]:
    return {span.first + timedelta(n) for n in range(span.count)}


# ---- from plan to plan


def test_a_plan_that_begins_the_day_after_leaves_no_day_between() -> None:
    periods = {"plan": a_period(start="2022-03-01"), "forgænger": a_period("forgænger", "2018-01-01", "2022-02-28")}
    assert days_between(a_link(), periods) == 0


@pytest.mark.parametrize(("start", "between"), [("2022-03-02", 1), ("2023-03-01", 365), ("2021-01-01", 0)])
def test_days_between_are_those_of_neither_plan(start: str, between: int) -> None:
    periods = {"plan": a_period(start=start), "forgænger": a_period("forgænger", "2018-01-01", "2022-02-28")}
    assert days_between(a_link(), periods) == between


def test_days_between_are_unknown_where_a_day_is() -> None:
    open_end = replace(a_period("forgænger"), end=None)
    assert days_between(a_link(), {"plan": DEFAULT}) is None
    assert days_between(a_link(), {"plan": DEFAULT, "forgænger": open_end}) is None


@pytest.mark.parametrize(("day", "left"), [("2026-12-31", 731), ("2028-12-31", 0), ("2029-01-01", -1)])
def test_days_left_are_counted_from_the_day_one_gives(day: str, left: int) -> None:
    assert days_left(DEFAULT, date.fromisoformat(day)) == left


def test_days_left_are_unknown_without_a_last_day() -> None:
    assert days_left(None, date(2026, 1, 1)) is days_left(DURATION, date(2026, 1, 1)) is None


# ---- what can be drawn of a plan


def test_a_dated_plan_is_drawn_from_its_first_day_to_its_last() -> None:
    found = plan_span("plan", DEFAULT, [a_state("i drift", "2020-01-01")])
    assert (found.days, found.open_start, found.open_end) == (days("2026-01-01", "2028-12-31"), False, False)


def test_a_plan_with_only_an_end_is_drawn_from_where_it_is_known_to_run_with_its_start_open() -> None:
    period = replace(DEFAULT, start=None)
    found = plan_span("plan", period, [a_state("i drift", "2027-01-01"), a_state("godkendt", "2016-01-01")])
    assert (found.days, found.open_start, found.open_end) == (days("2027-01-01", "2028-12-31"), True, False)
    assert plan_span("plan", period, []).days == days("2028-12-31", "2028-12-31")


def test_a_plan_known_by_its_state_alone_is_open_on_both_sides() -> None:
    found = plan_span("plan", None, [a_state("i drift", "2025-01-01", "2025-12-31")])
    assert (found.days, found.open_start, found.open_end) == (days("2025-01-01", "2025-12-31"), True, True)


def test_a_plan_without_any_day_has_none() -> None:
    assert plan_span("plan", None, [a_state("i drift", "2025-01-01", plan_id="another")]).days is None


states = st.lists(
    st.tuples(st.sampled_from(["foreslået", "finansieret", "godkendt", "i drift"]), any_span), max_size=4
).map(lambda rows: [replace(a_state(word), valid_from=span.first, valid_to=span.last) for word, span in rows])


@given(any_span, any_span, states)
def test_every_day_of_the_states_has_the_state_of_that_day(within: Days, run: Days, rows: list) -> None:
    period = replace(DEFAULT, start=run.first, end=run.last)
    found = state_spans(within, "plan", period, rows)
    assert sum(one.count for one, _ in found) == within.count
    assert all(one[1] != other[1] for one, other in zip(found, found[1:], strict=False))
    for span, state in found:
        for day in (span.first, span.first + (span.last - span.first) // 2, span.last):
            assert state_on(day, "plan", period, rows) == state


# ---- marks


def test_an_event_told_in_two_papers_is_one_mark_with_both() -> None:
    told = [an_event("b", "2026-01-01", name_da="Start"), an_event("a", "2026-01-01", name_da="Start")]
    [mark] = marks(told)
    assert (mark.days, [row.event_id for row in mark.told]) == (days("2026-01-01", "2026-01-01"), ["a", "b"])


def test_a_span_stays_a_span_and_what_has_no_day_comes_last() -> None:
    told = [an_event("uden", None), an_event("efterår", "2025-09-01", "2025-11-30"), an_event("før", "2020-10-01")]
    assert [(mark.told[0].event_id, mark.days and mark.days.count) for mark in marks(told)] == [
        ("før", 1),
        ("efterår", 91),
        ("uden", None),
    ]
    assert marks(told) == marks(told[::-1])
