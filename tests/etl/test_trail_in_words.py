"""What explain and check say in a terminal: Danish, in the order a reader asks."""

import re
from pathlib import Path

import pytest

from etl import trail
from etl.__main__ import main
from etl.trail_in_words import in_words
from geodata.errors import StoreError
from geodata.model import Finding, PlanPeriod
from tests.geodata.snapshots import opened


@pytest.fixture(scope="module")
def shelf(store: Path) -> trail.Shelf:
    return trail.Shelf(opened(store))


def labels(text: str) -> list[str]:
    return [line.strip().partition(":")[0] for line in text.splitlines() if ":" in line]


def test_a_fact_says_document_place_quote_status_who_why_and_both_hashes_in_that_order(shelf: trail.Shelf) -> None:
    table, key = next(key for key, source in shelf.sources.items() if source.because)
    said = labels(in_words(trail.explain(shelf, f"fact/{table}/{key}")))
    order = ["dokument", "sted", "citat", "status", "godkendt", "begrundelse", "citatets sha256", "dokumentets sha256"]
    assert [label for label in said if label in order] == order


def test_no_english_label_is_left_in_the_trail_of_a_plan_a_name_or_a_department(shelf: trail.Shelf) -> None:
    placed = next(one for match in shelf.matches.values() for one in match.department_ids)
    english = {"key", "name", "source", "document", "page", "line", "quote", "because", "accepted_by", "rests_on"}
    for key in ("plan/amager-2026", "Portugalsgade", f"department/{placed}"):
        assert not english & set(labels(in_words(trail.explain(shelf, key)))), key


def test_a_quote_that_is_not_in_the_snapshot_is_said_to_be_left_out(shelf: trail.Shelf) -> None:
    assert "ordene er ikke i øjebliksbilledet" in in_words(trail.explain(shelf, "plan/amager-2026"))


def test_a_period_is_said_with_danish_dates(shelf: trail.Shelf) -> None:
    key = next(row.key for row in opened_records(shelf) if row.plan_id == "amager-2026" and row.role == "default")
    assert "begynder: 1. januar 2026" in in_words(trail.explain(shelf, f"fact/plan_periods/{key}"))


def test_findings_of_one_document_are_those_that_rest_on_it(shelf: trail.Shelf) -> None:
    own = trail.findings(shelf, "udmoentning-2026")
    assert 0 < len(own) < len(trail.findings(shelf))
    assert all("udmoentning-2026" in {place["document"] for place in row["sources"]} for row in own)


def test_a_document_that_is_not_there_is_answered_with_those_that_are(shelf: trail.Shelf) -> None:
    with pytest.raises(StoreError, match="kendes ikke") as told:
        trail.findings(shelf, "tm999")
    assert "tm021" in str(told.value)


def test_a_finding_is_explained_with_what_it_rests_on(shelf: trail.Shelf) -> None:
    error = next(row for row in shelf.findings if row.severity == "error" and row.sources)
    text = in_words(trail.explain(shelf, f"finding/{error.finding_id}"))
    assert isinstance(error, Finding)
    assert text.startswith(f"Fejl: {error.message_da}")
    assert "Hviler på: " in text


def test_the_command_prints_it(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "plan/amager-2026", "--store", str(store)]) == 0
    assert capsys.readouterr().out.startswith("Boligsocial helhedsplan Amager (plan/amager-2026)")


def test_a_name_is_explained_with_every_department_it_may_mean_and_what_speaks_for_each(shelf: trail.Shelf) -> None:
    text = in_words(trail.explain(shelf, "Prags Boulevard"))
    assert "mulighed 1: department/678-9 (9309, Prags Boulevard, Danske Funktionærers Boligselskab)" in text
    assert "for: Organisationen er nævnt for forgængerplanen: Danske Funktionærers Boligselskab." in text
    assert "mulighed 2: department/739-391" in text
    assert "100 %" not in text


def test_a_department_is_explained_with_its_plans_its_outline_and_the_names_it_may_be(shelf: trail.Shelf) -> None:
    text = in_words(trail.explain(shelf, "department/678-9"))
    assert "med i: Boligsocial helhedsplan Amager (plan/amager-2026), fra 1. januar 2026, så længe planen løber" in text
    assert "omrids: " in text
    assert "Kan også være ment med »Portugalsgade«" in in_words(trail.explain(shelf, "department/153-176"))


def test_a_decision_is_said_with_who_when_and_why() -> None:
    match = {
        "outcome": "unknown",
        "department_ids": (),
        "reason": "",
        "candidates": [],
        "decision": {"key": "a/b", "accepted_by": "Enheden", "accepted_on": "2026-11-21", "because": "Efter opslag"},
    }
    named = {"fact": "fact/x", "printed": "X", "name": "X", "plan": "plan/a", "source": None, "placed": match}
    text = in_words({"snapshot": "0" * 12, "named": [named]})
    assert "kortet: afgjort ikke at være i kortlaget" in text
    assert "afgjort af: Enheden, 21. november 2026: Efter opslag (decisions/a/b)" in text


def opened_records(shelf: trail.Shelf) -> list[PlanPeriod]:
    return shelf._snapshot.records(PlanPeriod)


def test_a_department_says_how_its_outline_came_about_and_what_it_shares(shelf: trail.Shelf) -> None:
    told = in_words(trail.explain(shelf, "department/410-355"))
    assert re.search(r"omrids: kommunens kortlag, kan ligge op til ca\. \d(,\d)? m forkert \(Københavns Kommune", told)
    assert "Store Solvænget og Dyvekevænget (3055) har samme omrids" in told


def test_a_department_that_is_nowhere_says_so(shelf: trail.Shelf) -> None:
    assert "omrids: intet" in in_words(trail.explain(shelf, "department/233-1005"))
