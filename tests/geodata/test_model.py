from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geodata.model import Held
from tests.builders import (
    a_complete_list,
    a_coverage,
    a_decision,
    a_department,
    a_document,
    a_figure,
    a_link,
    a_listed,
    a_match,
    a_membership,
    a_period,
    a_plan,
    a_source,
    a_state,
    a_value,
    an_amount,
)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"line": 0}, "linje"),
        ({"line": 3, "line_end": 2}, "linje"),
        ({"quote_chars": 0}, "quote_chars"),
        ({"quote_sha256": "abc"}, "quote_sha256"),
        ({"quote_sha256": "G" * 64}, "quote_sha256"),
        ({"accepted_by": "  "}, "accepted_by"),
        ({"status": "derived"}, "because"),
        ({"status": "inferred", "because": " "}, "because"),
    ],
)
def test_a_source_that_does_not_hold_is_refused(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        a_source(**changes)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [({"sources": ()}, "først"), ({"sources": ("a/2", "a/1")}, "først"), ({"arithmetic": ""}, "regnestykke")],
)
def test_what_holds_names_its_row_first_and_has_a_sum(changes: dict[str, Any], complaint: str) -> None:
    given = {"printed": 3, "computed": 3, "arithmetic": "1 + 2 = 3", "sources": ("a/1", "a/2"), **changes}
    with pytest.raises(ValueError, match=complaint):
        Held(held_id="check/1", check="check", subject="a/1", **given)


def test_what_is_printed_needs_no_reason() -> None:
    assert a_source(status="printed", because="").because == ""


@pytest.mark.parametrize("role", ["default", "agreement"])
def test_a_period_to_be_followed_has_a_day(role: str) -> None:
    with pytest.raises(ValueError, match=role):
        replace(a_period(role=role), start=None, end=None, duration_years=3)


def test_a_plan_of_which_only_the_last_day_is_known_can_be_entered() -> None:
    assert replace(a_period(), start=None).end is not None


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="slutter"):
        a_period(start="2026-01-01", end="2025-12-31")


@pytest.mark.parametrize(
    "make",
    [
        lambda: a_membership("a", valid_to=date(2025, 12, 31)),
        lambda: a_complete_list("2026-01-01", "2025-12-31"),
        lambda: a_state("i drift", "2026-01-01", "2025-12-31"),
    ],
    ids=["a membership", "a complete list", "a state"],
)
def test_nothing_ends_before_it_begins(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match="slutter, før"):
        make()


def test_a_plan_is_not_its_own_predecessor() -> None:
    with pytest.raises(ValueError, match="forgænger"):
        a_link("plan", "plan")


def test_a_row_stands_for_at_least_one_plan() -> None:
    with pytest.raises(ValueError, match="stands_for"):
        a_plan(stands_for=0)


@pytest.mark.parametrize("unit", ["1.000 kr.", "mio. kr."])
@pytest.mark.parametrize("printed", ["7,4", "4,62", "12.544", "182", "0,5"])
def test_an_amount_is_the_printed_figure_in_its_unit(printed: str, unit: str) -> None:
    amount = an_amount(printed, unit=unit)
    with pytest.raises(ValueError, match="amount_kr"):
        replace(amount, amount_kr=amount.amount_kr + 1)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"year_from": 2026}, "spænd"),
        ({"year_to": 2026}, "spænd"),
        ({"year_from": 2027, "year_to": 2026}, "omvendt"),
        ({"table": "tabel-1"}, "table_row"),
        ({"table_row": "linje"}, "table_row"),
        ({"is_total": True}, "sum"),
    ],
)
def test_an_amount_stands_in_whole_spans_and_whole_tables(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        an_amount(**changes)


@pytest.mark.parametrize("changes", [{"value_pct": 100.1}, {"value_pct": -1.0}, {"city_pct": 101.0}])
def test_a_figure_of_an_area_is_a_share_in_percent(changes: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="procent"):
        a_figure(**changes)


def test_a_document_has_the_hash_of_its_bytes() -> None:
    with pytest.raises(ValueError, match="sha256"):
        a_document(sha256="abc")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": None}, "hører sammen"),
        ({"plan_id": None}, "hører sammen"),
        ({"plan_id": None, "name": None}, "enten"),
        ({"outline_wkt": "POLYGON EMPTY"}, "enten"),
        ({"plan_id": None, "name": None, "outline_wkt": "POLYGON EMPTY", "department_ids": ("1-1", "1-2")}, "netop én"),
        ({"because": " "}, "because"),
    ],
    ids=["a plan alone", "a name alone", "neither name nor outline", "both", "one outline for two", "no why"],
)
def test_a_decision_is_of_one_name_or_one_outline_and_says_why(changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        a_decision("1-1", **changes)


def test_homes_printed_beside_a_name_are_at_least_one() -> None:
    with pytest.raises(ValueError, match="homes"):
        a_listed(homes=0)


@pytest.mark.parametrize("changes", [{"department_ids": ()}, {"decision": "afgørelse"}, {"method": "decision"}])
def test_a_match_has_departments_and_a_decision_exactly_where_it_says_so(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="placering|afgørelse"):
        a_match(**changes)


@pytest.mark.parametrize(
    ("counts", "homes", "family_youth"),
    [
        ((1, 20, 300, 4000), 4321, 21),
        ((None, 20, None, 4000), 4020, 20),
        ((None, None, None, 7), 7, None),
        ((0, None, None, None), 0, 0),
        ((None, None, None, None), None, None),
    ],
)
def test_a_missing_count_of_homes_adds_nothing(counts: tuple, homes: int | None, family_youth: int | None) -> None:
    names = ("homes_family", "homes_youth", "homes_elderly", "homes_care")
    row = a_department(**dict(zip(names, counts, strict=True)))
    assert (row.homes, row.homes_family_youth) == (homes, family_youth)


def test_a_negative_count_of_homes_is_refused() -> None:
    with pytest.raises(ValueError, match="1-1"):
        a_department(homes_care=-1)


@pytest.mark.parametrize(("outcome", "department_id"), [("matched", None), ("unknown", "1-1"), ("ambiguous", "1-1")])
def test_only_a_match_has_a_department(outcome: str, department_id: str | None) -> None:
    with pytest.raises(ValueError, match="afdeling"):
        a_match(department_id, outcome=outcome)


def test_the_share_over_family_and_youth_homes_is_its_own() -> None:
    assert a_coverage(homes_family_youth_covered=30, homes_family_youth=90).share_family_youth == pytest.approx(1 / 3)


def test_an_unknown_share_is_missing() -> None:
    row = a_coverage(homes_covered=None, homes_family_youth_covered=None, departments_covered=None)
    assert (row.share, row.share_family_youth) == (None, None)


@pytest.mark.parametrize(
    ("as_of", "first", "last"),
    [
        ("2016-11-22", "2016-11-22", "2016-11-22"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-Q4", "2016-10-01", "2016-12-31"),
        ("2016-H1", "2016-01-01", "2016-06-30"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("2013/2015", "2013-01-01", "2015-12-31"),
        ("2015/2016-11", "2015-01-01", "2016-11-30"),
    ],
)
def test_the_time_of_a_figure_has_a_first_and_a_last_day(as_of: str, first: str, last: str) -> None:
    assert a_value(as_of, "1").days == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "as_of", ["2016-13", "2016-00", "2016-02-30", "2016-Q5", "2016-H3", "2016/2013", "0000", "i fjor"]
)
def test_a_time_that_is_none_is_refused(as_of: str) -> None:
    with pytest.raises(ValueError, match="er ikke en tid"):
        a_value(as_of, "1")
