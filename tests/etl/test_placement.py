"""Listed names in their context: what a plan knows around them, and what a person decided."""

from typing import Any

import pytest
from shapely.geometry import box

from etl.matching import gazetteer
from etl.placement import place_all
from geodata.model import Match, PlanOrganisation
from tests.builders import a_decision, a_department, a_link, a_listed, a_register, a_source

TWO = [
    a_department("1-1", organisation="Den ene"),
    a_department("2-1", organisation="Den anden", outline=box(5000, 0, 5100, 100)),
]


def of_plan(number: int, plan_id: str, status: str = "printed") -> PlanOrganisation:
    source = a_source(status=status, because="derfor")
    return PlanOrganisation(
        key=plan_id, plan_id=plan_id, printed="Den anden", organisation_no=number, managed_by=None, source=source
    )


def placed(**rows: Any) -> Match:
    facts = a_register(**{"listed_departments": [a_listed()], **rows})
    return place_all(facts, gazetteer(TWO), {"Eksempelbro": 1}).matches[0]


def test_two_departments_of_one_name_wait_for_a_person() -> None:
    assert (placed().outcome, placed().department_ids) == ("ambiguous", ())


def test_an_organisation_of_the_plan_before_settles_it_and_is_said_and_assumed() -> None:
    match = placed(plan_links=[a_link()], plan_organisations=[of_plan(2, "forgænger")])
    assert (match.department_ids, match.method, match.assumed) == (("2-1",), "evidence", True)
    assert "afgjort via forgængerplanens organisationer" in match.reason


def test_an_organisation_of_another_plan_settles_nothing() -> None:
    assert placed(plan_organisations=[of_plan(2, "en anden plan")]).outcome == "ambiguous"


def test_neighbours_on_the_list_are_not_enough_alone() -> None:
    facts = a_register(listed_departments=[a_listed(), a_listed("Ågården")])
    beside = a_department("3-1", name="Ågården", outline=box(210, 100, 300, 200))
    found = place_all(facts, gazetteer([*TWO, beside]), {"Eksempelbro": 1})
    assert [match.outcome for match in found.matches] == ["ambiguous", "matched"]
    assert {row.department_id for row in found.evidence if row.kind == "neighbours"} == {"1-1"}


@pytest.mark.parametrize("chosen", [("1-1",), ("1-1", "2-1")], ids=["one", "both"])
def test_a_decision_wins_and_may_name_several(chosen: tuple[str, ...]) -> None:
    match = placed(decisions=[a_decision(*chosen)])
    assert (match.department_ids, match.decision, match.assumed) == (chosen, "afgørelse", False)


def test_a_decision_for_a_department_the_layer_lacks_is_not_used() -> None:
    assert placed(decisions=[a_decision("9-9")]).outcome == "ambiguous"
