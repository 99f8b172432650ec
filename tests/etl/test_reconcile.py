import inspect
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from etl import pipeline, reconcile
from etl.footprints import METHODS
from etl.geography import Geography
from etl.reconcile.layer import FOOTPRINT_METHODS
from geodata.funding import totals
from geodata.model import Decision, Department, Finding, Funding, Held, Plan, PlanPeriod, PrintedCount
from tests.builders import (
    a_candidate,
    a_cell,
    a_decision,
    a_department,
    a_document,
    a_drawing,
    a_footprint,
    a_listed,
    a_match,
    a_period,
    a_plan,
    a_register,
    a_setting,
    a_source,
    an_amount,
    an_area,
    fits,
    said,
)
from tests.conftest import ROOT

LISTED = a_listed()
OTHER = a_listed("Ågården")
TWO = [a_candidate("1-1"), a_candidate("1-2", rank=2)]
AREAS = [an_area(1, "Eksempelbro"), an_area(2, "Ågade", west=1000)]


def a_geography(**given: Any) -> Geography:
    return Geography(areas=(), departments=(), land={}, water=(), datasets=(), rows_in=0, **given)


# name-placement


def test_a_name_that_fits_two_departments_is_found() -> None:
    found = reconcile.name_placement([LISTED], {LISTED.listed_id: a_match(None, outcome="ambiguous")}, TWO)
    assert said(found) == [("name-placement/plan/Eksempelgården", "ambiguous")]
    assert found[0].computed == 2


def test_a_name_that_fits_no_department_is_found() -> None:
    found = reconcile.name_placement([LISTED], {LISTED.listed_id: a_match(None)}, [])
    assert said(found) == [("name-placement/plan/Eksempelgården", "missing")]


def test_a_name_that_is_not_placed_is_found_with_its_reason() -> None:
    match = a_match(None, reason="Ingen bærer navnet.")
    [found] = reconcile.name_placement([LISTED], {LISTED.listed_id: match}, [])
    assert "Ingen bærer navnet." in found.message_da


def test_a_name_that_is_placed_is_not_found() -> None:
    assert reconcile.name_placement([LISTED], {LISTED.listed_id: a_match()}, []) == []


# two-names-one-department


def test_two_names_of_one_department_are_found() -> None:
    matches = {row.listed_id: a_match("1-1", row.listed_id) for row in (LISTED, OTHER)}
    [found] = reconcile.two_names_one_department([LISTED, OTHER], matches)
    assert said([found]) == [("two-names-one-department/plan/1-1", "definition")]
    assert (found.printed, found.computed) == (2, 1)
    assert "»Eksempelgården« og »Ågården«" in found.message_da


def test_one_name_under_two_plans_is_no_finding() -> None:
    again = a_listed(listed_id="efterfølger/Eksempelgården", plan_id="efterfølger")
    matches = {row.listed_id: a_match("1-1", row.listed_id) for row in (LISTED, again)}
    assert reconcile.two_names_one_department([LISTED, again], matches) == []


@pytest.mark.parametrize("department_id", ["1-2", None], ids=["another department", "none"])
def test_two_names_of_two_departments_are_not_found(department_id: str | None) -> None:
    matches = {LISTED.listed_id: a_match("1-1"), OTHER.listed_id: a_match(department_id, OTHER.listed_id)}
    assert reconcile.two_names_one_department([LISTED, OTHER], matches) == []


def test_two_names_that_are_not_placed_are_not_one_department() -> None:
    matches = {row.listed_id: a_match(None, row.listed_id) for row in (LISTED, OTHER)}
    assert reconcile.two_names_one_department([LISTED, OTHER], matches) == []


# decision-does-not-fit


def unfit(*decisions: Decision, near: str = "1-1") -> list[Finding]:
    departments = {"1-1": a_department("1-1"), "1-2": a_department("1-2", name="Ågården")}
    return reconcile.decision_does_not_fit(decisions, [LISTED], departments, [a_candidate(near)])


def test_a_decision_for_a_department_the_layer_lacks_is_an_error_and_names_it() -> None:
    [found] = unfit(a_decision("9-9"))
    assert said([found]) == [("decision-does-not-fit/department/afgørelse", "error")]
    assert "9-9" in found.message_da


def test_a_decision_about_a_name_no_list_has_is_an_error() -> None:
    assert said(unfit(a_decision("1-1", name="Ågården"))) == [("decision-does-not-fit/name/afgørelse", "error")]


def test_a_decision_about_a_name_of_another_plan_is_an_error() -> None:
    assert said(unfit(a_decision("1-1", plan_id="efterfølger"))) == [("decision-does-not-fit/name/afgørelse", "error")]


def test_a_decision_for_a_department_of_quite_another_name_is_told() -> None:
    [found] = unfit(a_decision("1-2"))
    assert said([found]) == [("decision-does-not-fit/other-name/afgørelse", "ambiguous")]
    assert "»Ågården«" in found.message_da


@pytest.mark.parametrize("decided", [("1-1",), ()], ids=["a department of the name", "none of the layer's"])
def test_a_decision_that_fits_is_not_found(decided: tuple[str, ...]) -> None:
    assert unfit(a_decision(*decided)) == []


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


def unnamed(printed: int, key: str = "aktuelle-planer/planer", others: Sequence[Plan] = ()) -> list[Finding]:
    count = PrintedCount(
        key=key, subject="aktuelle-planer", what="plans", value=printed, approximate=False, source=a_source()
    )
    plans = [a_plan("a"), a_plan("b"), a_plan("ended"), a_plan("unnamed", place=None, stands_for=3)]
    plans += others
    periods = [a_period(plan.plan_id) for plan in plans if plan.plan_id != "ended"]
    periods.append(a_period("ended", "2020-01-01", "2025-12-31"))
    return reconcile.plans_not_named(
        a_register(
            documents=[a_document()], plans=plans, plan_periods=periods, printed_counts=[count], settings=[a_setting()]
        )
    )


def test_plans_that_are_counted_and_not_named_are_found_with_the_sum() -> None:
    [found] = unnamed(5)
    assert said([found]) == [("plans-not-named/aktuelle-planer", "missing")]
    assert (found.printed, found.computed, found.arithmetic) == (5, 2, "5 − 2 = 3")


def test_the_count_is_said_of_the_paper_that_counts() -> None:
    [found] = unnamed(5)
    assert found.message_da.startswith("Noten tæller 5 planer, der var aktuelle, da det blev skrevet, og navngiver 2")


def test_a_plan_that_another_paper_names_is_not_taken_off_the_count() -> None:
    [found] = unnamed(5, others=[a_plan("c", source=a_source("andet", document_id="andet"))])
    assert (found.computed, found.arithmetic) == (2, "5 − 2 = 3")


@pytest.mark.parametrize("printed", [2, 1])
def test_plans_that_are_all_named_are_not_found(printed: int) -> None:
    assert unnamed(printed) == []


def test_a_count_of_something_else_says_nothing_of_plans() -> None:
    assert unnamed(5, key="aktuelle-planer/afdelinger") == []


# negotiated-plans-not-named


def negotiated(**counts: int) -> list[Finding]:
    rows = [
        PrintedCount(
            key=f"planer-2017/{what}",
            subject="planer-2017",
            what="plans",
            value=value,
            approximate=False,
            source=a_source(),
        )
        for what, value in counts.items()
    ]
    return reconcile.negotiated_plans_not_named(a_register(printed_counts=rows))


def test_plans_that_were_negotiated_and_not_approved_are_found_with_the_sum() -> None:
    [found] = negotiated(forhandlet=8, godkendt=5)
    assert said([found]) == [("negotiated-plans-not-named/planer-2017", "missing")]
    assert found.arithmetic == "8 − 5 = 3"


@pytest.mark.parametrize("counts", [{}, {"forhandlet": 8}, {"godkendt": 5}, {"forhandlet": 5, "godkendt": 5}])
def test_without_two_counts_that_differ_no_negotiated_plan_is_missing(counts: dict[str, int]) -> None:
    assert negotiated(**counts) == []


# table-total


def of_table(*rows: Funding) -> list[Finding | Held]:
    return reconcile.table_total(a_register(documents=[a_document()], funding=rows))


def test_a_total_that_is_not_its_lines_is_an_error_with_both_figures() -> None:
    [found] = of_table(a_cell("a", 2029, "1.100"), a_cell("b", 2029, "1.654"), a_cell("i-alt", 2029, "3.734"))
    assert said([found]) == [("table-total/tabel-1/i-alt/2029-2029", "error")]
    assert (found.printed, found.computed, found.arithmetic) == (3734, 2754, "1.100 + 1.654 = 2.754")
    assert found.sources[0] == "funding/tabel-1/i-alt/2029-2029"
    assert len(found.sources) == 3


def test_a_total_is_told_in_both_languages_with_their_own_marks() -> None:
    [found] = of_table(a_cell("a", 2029, "1.100"), a_cell("i-alt", 2029, "3.734"))
    assert "Noten tabel 1" in found.message_da
    assert "trykt 3.734, men linjerne giver 1.100 (1.000 kr.)" in found.message_da
    assert "printed 3,734, but its lines give 1,100 (DKK thousand)" in found.message_en


def test_a_total_that_fits_down_and_not_across_is_found_once_and_says_so() -> None:
    cells = a_cell("a", (2026, 2027), "7"), a_cell("i-alt", 2026, "3"), a_cell("i-alt", (2026, 2027), "7")
    found, held = of_table(*cells)
    assert (found.printed, found.computed) == (7, 3)
    assert "Ned ad kolonnen passer tallet" in found.message_da
    assert said([held]) == [("table-total/tabel-1/i-alt/2026-2027/down", "holds")]
    assert (held.printed, held.computed) == (7, 7)


def test_a_cell_that_fits_neither_way_is_found_once_down_its_column() -> None:
    [found] = of_table(a_cell("a", (2026, 2027), "6"), a_cell("i-alt", 2026, "3"), a_cell("i-alt", (2026, 2027), "7"))
    assert found.computed == 6
    assert "passer" not in found.message_da


def test_a_table_that_adds_up_is_said_to() -> None:
    [held] = of_table(a_cell("a", 2029, "1,5"), a_cell("b", 2029, "1,5"), a_cell("i-alt", 2029, "3"))
    assert fits([held]) == ["1,5 + 1,5 = 3"]
    assert (held.printed, held.computed, held.subject) == (3, 3, "funding/tabel-1/i-alt/2029-2029")
    assert held.sources[0] == held.subject
    assert len(held.sources) == 3


def test_a_sum_that_fits_both_ways_is_held_twice_each_with_a_name_of_its_own() -> None:
    cells = [a_cell(row, year, "3") for row in ("a", "i-alt") for year in (2026, (2026, 2027))]
    names = [row.held_id.rpartition("/2026-2027/")[2] for row in of_table(*cells)]
    assert sorted(names)[-3:] == ["across", "down", "table-total/tabel-1/i-alt/2026-2026/down"]


# three lines of two years and their sum; of so few figures that sums often fit
LINES = st.lists(st.lists(st.integers(0, 3).map(str), min_size=3, max_size=3), min_size=3, max_size=3)


@given(LINES)
def test_every_way_a_total_can_be_reckoned_is_either_found_or_held(lines: list[list[str]]) -> None:
    years: list[int | tuple[int, int]] = [2026, 2027, (2026, 2027)]
    rows = [
        a_cell(name, year, printed)
        for name, line in zip(("a", "b", "i-alt"), lines, strict=True)
        for year, printed in zip(years, line, strict=True)
    ]
    told = of_table(*rows)
    held = {row.held_id for row in told if isinstance(row, Held)}
    found = [row.subject for row in told if isinstance(row, Finding)]
    for one in totals(rows):
        key = one.total.key
        assert (f"table-total/{key}/{one.direction}" in held) != (one.difference != 0)
        assert found.count(f"funding/{key}") <= 1
        assert one.difference == 0 or f"funding/{key}" in found
    assert len(told) == len(held) + len(found)
    assert len(held) == sum(one.difference == 0 for one in totals(rows))


# prose-against-table

YEARS = [a_cell("a", 2026, "182"), *(a_cell("a", year, "1.654") for year in (2027, 2028, 2029))]


def in_prose(printed: str, *cells: Funding, **changes: Any) -> list[Finding | Held]:
    amount = an_amount(printed, unit="mio. kr.", **changes)
    return reconcile.prose_against_table(a_register(funding=[amount, *(cells or YEARS)]))


@pytest.mark.parametrize(("printed", "severity"), [("5,1", "rounding"), ("5", "rounding"), ("5,2", "error")])
def test_an_amount_in_prose_is_held_against_the_table_by_its_decimals(printed: str, severity: str) -> None:
    [found] = in_prose(printed)
    assert said([found]) == [(f"prose-against-table/{printed}", severity)]
    assert (found.computed, found.arithmetic) == (5.144, "182 + 1.654 + 1.654 + 1.654 = 5.144")


@pytest.mark.parametrize("printed", ["5,144", "5,1440"])
def test_an_amount_that_is_the_tables_to_the_krone_holds(printed: str) -> None:
    [held] = in_prose(printed)
    assert fits([held]) == ["182 + 1.654 + 1.654 + 1.654 = 5.144"]
    assert (held.held_id, held.subject) == (f"prose-against-table/{printed}", f"funding/{printed}")
    assert (held.printed, held.computed) == (5.144, 5.144)


def test_an_amount_of_some_years_is_held_against_those() -> None:
    [found] = in_prose("1,8", year_from=2026, year_to=2027)
    assert found.arithmetic == "182 + 1.654 = 1.836"


def test_of_two_tables_with_the_same_years_the_first_is_taken() -> None:
    [found] = in_prose("5,1", *YEARS, *(replace(row, table="tabel-9") for row in YEARS))
    assert found.computed == 5.144


@pytest.mark.parametrize(
    "changes",
    [{"subject_id": "andet"}, {"source": a_source(document_id="another")}, {"year": 2014}],
    ids=["another subject", "another paper", "other years"],
)
def test_an_amount_that_no_table_of_its_paper_holds_is_not_found(changes: dict[str, Any]) -> None:
    assert in_prose("5,1", **changes) == []


# agreement-against-note


def agreed(*amounts: tuple[int, str], **changes: Any) -> list[Finding | Held]:
    rows = [an_amount(printed, key=f"{year}", unit="mio. kr.", year=year, stage="aftale") for year, printed in amounts]
    cells = [replace(cell, **changes) for cell in YEARS]
    return reconcile.agreement_against_note(a_register(funding=[*rows, *cells]))


def test_an_agreement_that_rounds_each_year_is_rounding() -> None:
    [found] = agreed((2026, "0,2"), (2027, "1,7"), (2028, "1,7"), (2029, "1,7"))
    assert said([found]) == [("agreement-against-note/støtte", "rounding")]
    assert (found.printed, found.computed) == (5.3, 5.144)
    assert found.arithmetic == "0,2 + 1,7 + 1,7 + 1,7 = 5,3; 182 + 1.654 + 1.654 + 1.654 = 5.144"


def test_an_agreement_of_which_a_year_is_off_by_more_is_an_error() -> None:
    assert said(agreed((2026, "0,2"), (2027, "1,9"))) == [("agreement-against-note/støtte", "error")]


def test_an_agreement_that_is_the_note_to_the_krone_holds() -> None:
    [held] = agreed((2026, "0,182"))
    assert fits([held]) == ["0,182; 182"]
    assert (held.subject, held.printed, held.computed) == ("funding/2026", 0.182, 0.182)


@pytest.mark.parametrize(
    "changes", [{"stage": "indstilling"}, {"subject_id": "andet"}], ids=["another paper", "another subject"]
)
def test_an_agreement_without_a_note_is_not_found(changes: dict[str, Any]) -> None:
    assert agreed((2026, "0,2"), **changes) == []


def test_an_agreement_for_a_year_the_note_lacks_is_not_compared() -> None:
    assert agreed((2026, "0,2"), (2025, "9")) == []


# two-price-levels


def two_levels(first: str | None, second: str | None, **changes: Any) -> list[Finding]:
    rows = [
        a_cell("i-alt", 2026, "2.282", price_level=first),
        a_cell("i-alt", 2026, "2.176", table="tabel-2", price_level=second, stage="tidligere afsat", **changes),
    ]
    return reconcile.two_price_levels(a_register(funding=rows))


def test_a_year_with_totals_at_two_price_levels_is_found_and_not_added() -> None:
    [found] = two_levels("2026 p/l", "løbende p/l")
    assert said([found]) == [("two-price-levels/2026", "definition")]
    assert (found.printed, found.computed, found.arithmetic) == (None, None, "")
    assert "2.282 (2026 p/l, budgetnotat) og 2.176 (løbende p/l, tidligere afsat)" in found.message_da


@pytest.mark.parametrize("levels", [("2026 p/l", "2026 p/l"), ("2026 p/l", None), (None, None)])
def test_a_year_at_one_known_price_level_is_not_found(levels: tuple[str | None, str | None]) -> None:
    assert two_levels(*levels) == []


def test_a_total_of_a_part_only_is_not_held_against_another() -> None:
    assert two_levels("2026 p/l", "løbende p/l", steering_area="Anlæg") == []


# outline-missing, outside-the-city, homes-missing


def test_a_department_without_an_outline_is_found_with_its_homes() -> None:
    [found] = reconcile.outline_missing([a_department(outline=None)], set())
    assert said([found]) == [("outline-missing/1-1", "missing")]
    assert found.computed == 100


def test_a_department_with_an_outline_is_not_found() -> None:
    assert reconcile.outline_missing([a_department()], {"1-1"}) == []


def test_a_department_without_any_count_of_homes_is_found() -> None:
    assert said(reconcile.homes_missing([a_department(homes_family=None)])) == [("homes-missing/1-1", "missing")]


def test_a_department_outside_every_district_is_found_with_its_homes() -> None:
    [found] = reconcile.outside_the_city([a_department(bydel_no=None)], {"1-1"})
    assert said([found]) == [("outside-the-city/1-1", "missing")]
    assert found.computed == 100


@pytest.mark.parametrize(
    ("department", "somewhere"),
    [(a_department(), {"1-1"}), (a_department(bydel_no=None, outline=None), set())],
    ids=["in a district", "nowhere"],
)
def test_a_department_in_a_district_or_nowhere_is_not_outside(department: Department, somewhere: set[str]) -> None:
    assert reconcile.outside_the_city([department], somewhere) == []


@pytest.mark.parametrize("homes", [0, 100])
def test_a_department_with_a_count_of_homes_is_not_found(homes: int) -> None:
    assert reconcile.homes_missing([a_department(homes_family=homes)]) == []


# footprints


def test_outlines_of_plots_and_those_a_person_drew_are_not_approximate() -> None:
    rows = [a_footprint(method=method) for method in ("city layer", "parcels", "drawn")]
    assert reconcile.footprint_approximate(rows) == []


def test_approximate_outlines_are_one_finding_a_method_with_how_many() -> None:
    rows = [
        a_footprint("1-1", method="hull of points", accuracy_m=50),
        a_footprint("1-2", method="hull of points", accuracy_m=80),
        a_footprint("1-3", method="point only", accuracy_m=200, east_m=1.0, north_m=2.0),
    ]
    hulls, point = reconcile.footprint_approximate(rows)
    assert said([hulls, point]) == [
        ("footprint-approximate/hull-of-points", "definition"),
        ("footprint-approximate/point-only", "definition"),
    ]
    assert (hulls.computed, point.computed) == (2, 1)
    assert "80 m" in hulls.message_da and "80 m" in hulls.message_en


def test_every_approximate_method_has_words() -> None:
    approximate = {method for method in METHODS if method not in ("city layer", "parcels", "drawn")}
    assert set(FOOTPRINT_METHODS) == approximate


def test_each_note_of_an_outline_is_a_finding_about_its_department() -> None:
    found = reconcile.footprint_note([a_department("1-1"), a_department("1-2")], {"1-1": ("Først.", "Så.")})
    assert said(found) == [("footprint-note/1-1/1", "ambiguous"), ("footprint-note/1-1/2", "ambiguous")]
    assert found[0].subject == "department/1-1" and "Først." in found[0].message_da


def test_an_outline_drawn_outside_the_municipality_is_an_error_and_one_apart_from_the_layers_is_told() -> None:
    outside, apart = a_drawing(key="udenfor"), a_drawing(key="andetsteds")
    found = reconcile.decision_does_not_fit(
        [outside, apart], [], {"1-1": a_department()}, [], outside=[outside], apart=[apart]
    )
    assert said(found) == [
        ("decision-does-not-fit/outside/udenfor", "error"),
        ("decision-does-not-fit/other-place/andetsteds", "ambiguous"),
    ]


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


# all of them

CHECKS = [name for name in reconcile.__all__ if name.islower()]


def test_every_check_stands_in_the_table_of_the_docs() -> None:
    described = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert [name for name in CHECKS if f"`{name.replace('_', '-')}`" not in described] == []


def test_every_check_is_part_of_a_build() -> None:
    recipe = inspect.getsource(pipeline.checked) + inspect.getsource(pipeline.about_outlines)
    of_the_register = {check.__name__ for check in reconcile.OF_THE_REGISTER}
    called = {name for name in CHECKS if f"reconcile.{name}(" in recipe}
    assert of_the_register | called == set(CHECKS)
    assert of_the_register & called == set()
