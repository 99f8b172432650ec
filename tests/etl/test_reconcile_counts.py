"""Counts of departments against what is named, and organisations against the plan before."""

from collections.abc import Sequence
from typing import Any

import pytest

from etl import reconcile
from geodata.model import Finding, Held, ListedDepartment, Match
from tests.builders import (
    a_count,
    a_department,
    a_link,
    a_listed,
    a_match,
    a_membership,
    a_period,
    a_plan,
    a_register,
    a_setting,
    a_source,
    an_organisation,
    fits,
    said,
)

NAMES = [a_listed("Eksempelgården"), a_listed("Ågården I"), a_listed("Ågården II"), a_listed("Engen")]


def matched(*department_ids: str | None) -> dict[str, Match]:
    return {
        row.listed_id: a_match(department_id, row.listed_id)
        for row, department_id in zip(NAMES, department_ids, strict=True)
    }


# departments-not-named


def named(printed: int, matches: dict[str, Match], **period: Any) -> list[Finding]:
    rows = a_register(
        printed_counts=[a_count("aktuelle-planer", "departments", printed)],
        plan_periods=[a_period(**period)],
        memberships=[a_membership(row.listed_id) for row in NAMES],
        listed_departments=NAMES,
        settings=[a_setting()],
    )
    return reconcile.departments_not_named(rows, matches)


def test_departments_that_are_counted_and_not_named_are_found_by_names_and_by_departments() -> None:
    [found] = named(10, matched("1-1", "1-2", "1-2", None))
    assert said([found]) == [("departments-not-named/aktuelle-planer", "missing")]
    assert (found.printed, found.computed) == (10, 4)
    assert found.arithmetic == "10 − 4 = 6; 10 − (2 + 1) = 7"
    assert len(found.sources) == 5


def test_names_that_are_all_placed_leave_no_doubt_to_write_out() -> None:
    [found] = named(10, matched("1-1", "1-2", "1-3", "1-4"))
    assert found.arithmetic == "10 − 4 = 6; 10 − 4 = 6"


def test_a_plan_that_does_not_run_names_none_of_the_current_departments() -> None:
    [found] = named(10, matched("1-1", "1-2", "1-3", "1-4"), start="2020-01-01", end="2025-12-31")
    assert found.computed == 0


def test_departments_that_are_all_named_are_not_found() -> None:
    assert named(4, matched("1-1", "1-2", "1-3", "1-4")) == []


# counts-against-lists


def listed_for(value: int, listed: Sequence[ListedDepartment], **changes: Any) -> list[Finding | Held]:
    count = a_count(changes.pop("subject", "plan"), "departments", value, **changes)
    rows = a_register(plans=[a_plan()], printed_counts=[count], listed_departments=listed)
    return reconcile.counts_against_lists(rows)


JOINED = [a_listed("Å I", printed="Å I+II"), a_listed("Å II", printed="Å I+II"), a_listed("Engen")]


def test_a_count_that_is_not_its_own_papers_list_is_an_error() -> None:
    [found] = listed_for(5, JOINED)
    assert said([found]) == [("counts-against-lists/plan/departments", "error")]
    assert (found.printed, found.computed, found.arithmetic) == (5, 3, "5 ≠ 2")


def test_a_count_that_is_not_another_papers_list_is_not_sure() -> None:
    assert [row.severity for row in listed_for(5, JOINED, source=a_source(document_id="et andet"))] == ["ambiguous"]


def test_a_count_without_any_list_is_something_missing() -> None:
    [found] = listed_for(19, [])
    assert (found.severity, found.printed, found.computed) == ("missing", 19, None)


@pytest.mark.parametrize("value", [2, 3])
def test_a_count_of_entries_or_of_departments_fits_a_list_of_joined_names(value: int) -> None:
    [held] = listed_for(value, JOINED)
    assert fits([held]) == [f"{value} = {value}"]
    assert (held.subject, len(held.sources)) == ("printed_counts/plan/departments", 4)


def test_a_count_of_about_so_many_holds_only_where_it_is_the_same() -> None:
    assert fits(listed_for(3, JOINED, approximate=True)) == ["3 = 3"]
    assert listed_for(4, JOINED, approximate=True) == []


def test_names_another_plan_lists_count_where_they_are_known_to_belong() -> None:
    count = a_count("nabo", "departments", 3)
    rows = {"plans": [a_plan("nabo")], "listed_departments": JOINED, "printed_counts": [count]}
    members = [a_membership(row.listed_id, "nabo") for row in JOINED]
    assert fits(reconcile.counts_against_lists(a_register(**rows, memberships=members))) == ["3 = 3"]
    assert [row.computed for row in reconcile.counts_against_lists(a_register(**rows))] == [None]


@pytest.mark.parametrize(
    "changes",
    [{"approximate": True}, {"source": a_source(status="derived", because="fordi")}, {"subject": "aktuelle-planer"}],
    ids=["about so many", "not printed of this plan", "of no one plan"],
)
def test_a_count_that_cannot_be_held_against_the_list_is_not_found(changes: dict[str, Any]) -> None:
    assert listed_for(5, JOINED, **changes) == []


# organisation-not-in-predecessor

DEPARTMENTS = {key: a_department(key, organisation=name) for key, name in (("1-1", "Eksempelbo"), ("2-1", "Nybo"))}
LISTED = [a_listed("Gamle"), a_listed("Nye")]


def carried_back(*organisations: int, status: str = "printed", untied: bool = False) -> list[Finding]:
    ids = ["1-1", None if untied else "2-1"]
    matches = {row.listed_id: a_match(key, row.listed_id) for row, key in zip(LISTED, ids, strict=True)}
    source = a_source(status=status, because="fordi")
    rows = a_register(
        plans=[a_plan(), a_plan("forgænger", name="Den gamle plan")],
        plan_links=[a_link()],
        plan_organisations=[an_organisation(number, "forgænger", source=source) for number in organisations],
        listed_departments=LISTED,
    )
    return reconcile.organisation_not_in_predecessor(rows, matches, DEPARTMENTS)


def test_a_department_of_an_organisation_the_plan_before_did_not_have_is_found() -> None:
    [found] = carried_back(1)
    assert said([found]) == [("organisation-not-in-predecessor/plan/2", "ambiguous")]
    assert found.message_da.startswith("Nye hører til Nybo, som ikke er nævnt for Den gamle plan.")
    assert found.sources == ("listed_departments/plan/Nye", "plan_organisations/forgænger/1")


def test_organisations_the_plan_before_had_too_are_not_found() -> None:
    assert carried_back(1, 2) == []


def test_a_plan_before_whose_organisations_no_paper_prints_says_nothing() -> None:
    assert carried_back() == []
    assert carried_back(1, status="inferred") == []


def test_a_name_that_is_not_placed_and_has_no_key_has_no_organisation() -> None:
    assert carried_back(1, untied=True) == []
