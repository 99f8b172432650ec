from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from shapely.geometry import box

from etl import reconcile
from etl.geography import Geography
from etl.register import Register
from geodata.model import Department, Finding, PlanPeriod, PrintedCount
from tests.builders import (
    a_department,
    a_document,
    a_listed,
    a_match,
    a_period,
    a_plan,
    a_source,
    an_area,
)

LISTED = a_listed()
OTHER = a_listed("Ågården")
AREAS = [an_area(1, "Eksempelbro"), an_area(2, "Ågade", west=1000)]


def a_register(**rows: Sequence[Any]) -> Register:
    return Register(**{table: tuple(rows.get(table, ())) for table in Register.__slots__})


def a_geography(**given: Any) -> Geography:
    return Geography(areas=(), departments=(), land={}, water=(), datasets=(), rows_in=0, **given)


def said(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(row.finding_id, row.severity) for row in findings]


# name-placement


def test_a_name_that_fits_two_departments_is_found() -> None:
    found = reconcile.name_placement([LISTED], {LISTED.listed_id: a_match(None, candidates=("1-1", "1-2"))})
    assert said(found) == [("name-placement/plan/Eksempelgården", "ambiguous")]
    assert found[0].computed == 2


def test_a_name_that_fits_no_department_is_found() -> None:
    found = reconcile.name_placement([LISTED], {LISTED.listed_id: a_match(None)})
    assert said(found) == [("name-placement/plan/Eksempelgården", "missing")]


def test_a_name_that_is_not_placed_is_found_with_its_reason() -> None:
    [found] = reconcile.name_placement([LISTED], {LISTED.listed_id: a_match(None, reason="Ingen bærer navnet.")})
    assert "Ingen bærer navnet." in found.message_da


def test_a_name_that_is_placed_is_not_found() -> None:
    assert reconcile.name_placement([LISTED], {LISTED.listed_id: a_match()}) == []


# two-names-one-department


def test_two_names_of_one_department_are_found() -> None:
    matches = {row.listed_id: a_match("1-1", row.listed_id) for row in (LISTED, OTHER)}
    [found] = reconcile.two_names_one_department([LISTED, OTHER], matches)
    assert said([found]) == [("two-names-one-department/1-1", "definition")]
    assert (found.printed, found.computed) == (2, 1)
    assert "»Eksempelgården« og »Ågården«" in found.message_da


@pytest.mark.parametrize("department_id", ["1-2", None], ids=["another department", "none"])
def test_two_names_of_two_departments_are_not_found(department_id: str | None) -> None:
    matches = {LISTED.listed_id: a_match("1-1"), OTHER.listed_id: a_match(department_id, OTHER.listed_id)}
    assert reconcile.two_names_one_department([LISTED, OTHER], matches) == []


def test_two_names_that_are_not_placed_are_not_one_department() -> None:
    matches = {row.listed_id: a_match(None, row.listed_id) for row in (LISTED, OTHER)}
    assert reconcile.two_names_one_department([LISTED, OTHER], matches) == []


# key-against-name


def against(department_name: str, **match: Any) -> list[Finding]:
    departments = {"1-1": a_department("1-1", name=department_name)}
    matches = {LISTED.listed_id: a_match(match.pop("department_id", "1-1"), method="official key", **match)}
    return reconcile.key_against_name([LISTED], matches, departments)


def test_a_key_whose_department_bears_another_name_is_found() -> None:
    assert said(against("Ågården")) == [("key-against-name/plan/Eksempelgården", "ambiguous")]


def test_a_key_whose_department_bears_the_name_is_not_found() -> None:
    assert against("12, Eksempelgården I") == []


def test_a_match_without_a_key_is_not_held_against_it() -> None:
    match = a_match(method="name")
    assert reconcile.key_against_name([LISTED], {LISTED.listed_id: match}, {"1-1": a_department(name="Ågården")}) == []


# period-sources-disagree


def disagreeing(*periods: PlanPeriod) -> list[Finding]:
    return reconcile.period_sources_disagree(a_register(plans=[a_plan()], plan_periods=periods))


def test_an_agreement_that_ends_on_another_day_is_found_with_both_sources() -> None:
    [found] = disagreeing(a_period(), a_period(role="agreement", end="2028-01-01"))
    assert said([found]) == [("period-sources-disagree/plan", "ambiguous")]
    assert found.sources == ("plan_periods/plan/agreement", "plan_periods/plan/default")


def test_a_plan_without_a_period_to_follow_disagrees_with_nothing() -> None:
    assert disagreeing(a_period(role="agreement")) == []


@pytest.mark.parametrize(
    "others",
    [[], [a_period(role="agreement")], [a_period(role="statement", end="2028-01-01")]],
    ids=["no agreement", "the same day", "a statement"],
)
def test_periods_that_agree_are_not_found(others: list[PlanPeriod]) -> None:
    assert disagreeing(a_period(), *others) == []


# plans-not-named


def unnamed(printed: int, key: str = "aktuelle-planer/planer") -> list[Finding]:
    count = PrintedCount(
        key=key, subject="aktuelle-planer", what="plans", value=printed, approximate=False, source=a_source()
    )
    return reconcile.plans_not_named(a_register(plans=[a_plan("a"), a_plan("b")], printed_counts=[count]))


def test_plans_that_are_counted_and_not_named_are_found_with_the_sum() -> None:
    [found] = unnamed(5)
    assert said([found]) == [("plans-not-named/aktuelle-planer", "missing")]
    assert (found.printed, found.computed, found.arithmetic) == (5, 2, "5 - 2 = 3")


@pytest.mark.parametrize("printed", [2, 1])
def test_plans_that_are_all_named_are_not_found(printed: int) -> None:
    assert unnamed(printed) == []


def test_a_count_of_something_else_says_nothing_of_plans() -> None:
    assert unnamed(5, key="aktuelle-planer/afdelinger") == []


# outline-missing, outside-the-city, homes-missing


def test_a_department_without_an_outline_is_found_with_its_homes() -> None:
    [found] = reconcile.outline_missing([a_department(outline=None)])
    assert said([found]) == [("outline-missing/1-1", "missing")]
    assert found.computed == 100


def test_a_department_with_an_outline_is_not_found() -> None:
    assert reconcile.outline_missing([a_department()]) == []


def test_a_department_without_any_count_of_homes_is_found() -> None:
    assert said(reconcile.homes_missing([a_department(homes_family=None)])) == [("homes-missing/1-1", "missing")]


def test_a_department_outside_every_district_is_found_with_its_homes() -> None:
    [found] = reconcile.outside_the_city([a_department(bydel_no=None)])
    assert said([found]) == [("outside-the-city/1-1", "missing")]
    assert found.computed == 100


@pytest.mark.parametrize(
    "department", [a_department(), a_department(bydel_no=None, outline=None)], ids=["in a district", "without outline"]
)
def test_a_department_in_a_district_or_without_an_outline_is_not_outside(department: Department) -> None:
    assert reconcile.outside_the_city([department]) == []


@pytest.mark.parametrize("homes", [0, 100])
def test_a_department_with_a_count_of_homes_is_not_found(homes: int) -> None:
    assert reconcile.homes_missing([a_department(homes_family=homes)]) == []


# key-doubled


def test_a_doubled_key_is_found() -> None:
    found = reconcile.key_doubled(a_geography(merged={"1-1": 2}), {"1-1": a_department()})
    assert said(found) == [("key-doubled/1-1", "definition")]


def test_a_doubled_key_whose_homes_differ_is_an_error() -> None:
    geography = a_geography(merged={"1-1": 2}, conflicting=("1-1",))
    assert said(reconcile.key_doubled(geography, {"1-1": a_department()})) == [("key-doubled/1-1", "error")]


def test_a_single_key_is_not_found() -> None:
    assert reconcile.key_doubled(a_geography(), {"1-1": a_department()}) == []


# outline-shared


def test_a_shared_outline_is_found_with_both_names() -> None:
    by_id = {"1-1": a_department(), "1-2": a_department("1-2", name="Ågården")}
    [found] = reconcile.outline_shared([("1-1", "1-2")], by_id)
    assert said([found]) == [("outline-shared/1-1+1-2", "ambiguous")]
    assert found.message_da.startswith("Eksempelgården og Ågården ")


def test_an_outline_that_three_departments_share_is_found_once() -> None:
    by_id = {key: a_department(key) for key in ("1-1", "1-2", "1-3")}
    found = reconcile.outline_shared([("1-1", "1-2", "1-3")], by_id)
    assert said(found) == [("outline-shared/1-1+1-2+1-3", "ambiguous")]


def test_without_a_shared_outline_none_is_found() -> None:
    assert reconcile.outline_shared([], {}) == []


# two-districts


def across(west: float, east: float) -> Department:
    """A department 1 km from west to east, counted in the western district."""
    return a_department(outline=box(west, 0, east, 10))


def test_a_department_of_which_a_part_lies_in_another_district_is_found() -> None:
    [found] = reconcile.two_districts([across(950, 1010)], AREAS)
    assert said([found]) == [("two-districts/1-1", "definition")]
    assert found.computed == 0.167
    assert "Ågade" in found.message_da


@pytest.mark.parametrize(
    "department",
    [across(900, 1004), across(500, 1000), a_department(outline=None, bydel_no=None)],
    ids=["less than one in twenty", "all inside", "no outline"],
)
def test_a_department_that_lies_in_one_district_is_not_found(department: Department) -> None:
    assert reconcile.two_districts([department], AREAS) == []


# quote-moved


@pytest.mark.parametrize(("line", "line_end"), [(4, 5), (3, 5), (2, 4)])
def test_a_quote_on_other_lines_is_found(line: int, line_end: int) -> None:
    was, now = a_source(line=3, line_end=4), a_source(line=line, line_end=line_end)
    found = reconcile.quote_moved({("plans", "a"): was}, {("plans", "a"): now})
    assert said(found) == [("quote-moved/plans/a", "definition")]


def test_a_quote_on_its_lines_is_not_found() -> None:
    was = a_source(line=3, line_end=4)
    assert reconcile.quote_moved({("plans", "a"): was}, {("plans", "a"): replace(was, quote="Eksempelgården")}) == []


# document-differs


def test_a_document_of_another_edition_is_found() -> None:
    found = reconcile.document_differs([a_document()], {"note": "1" * 64})
    assert said(found) == [("document-differs/note", "ambiguous")]


@pytest.mark.parametrize("given", [{}, {"note": "0" * 64}], ids=["not at hand", "the same"])
def test_a_document_that_is_the_same_or_not_at_hand_is_not_found(given: dict[str, str]) -> None:
    assert reconcile.document_differs([a_document(document_date=date(2026, 1, 1))], given) == []
