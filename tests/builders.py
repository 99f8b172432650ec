"""Small records for tests, each valid as it stands; name what the test is about and leave the rest."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from shapely.geometry import box

from etl.register import Register
from geodata.model import (
    KRONER,
    Area,
    Coverage,
    Decision,
    Department,
    Document,
    Event,
    Finding,
    Footprint,
    Funding,
    FundingShare,
    FundingSubject,
    Goal,
    Held,
    ListArea,
    ListAreaDepartment,
    ListedDepartment,
    Match,
    MatchCandidate,
    Membership,
    Plan,
    PlanAreaFigure,
    PlanLink,
    PlanListCompleteness,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Remark,
    Series,
    SeriesValue,
    Setting,
    Source,
    Target,
)


def a_source(quote: str = "Eksempelgården", **changes: Any) -> Source:
    given = {
        "document_id": "note",
        "line": 1,
        "line_end": 1,
        "quote_chars": len(quote),
        "quote_sha256": hashlib.sha256(quote.encode()).hexdigest(),
        "status": "printed",
        "accepted_by": "Testenheden",
        "accepted_on": date(2026, 11, 20),
        "because": "",
    }
    return Source(**{**given, **changes})


def a_register(**rows: Sequence[Any]) -> Register:
    """A register of these rows and no others."""
    return Register(**{table: tuple(rows.get(table, ())) for table in Register.__slots__})


def said(told: Sequence[Finding | Held]) -> list[tuple[str, str]]:
    """The id of each, with its severity or that it holds."""
    return [(row.held_id, "holds") if isinstance(row, Held) else (row.finding_id, row.severity) for row in told]


def fits(told: Sequence[Finding | Held]) -> list[str]:
    """The arithmetic of each; a finding among them is a failure."""
    found = [row.finding_id for row in told if isinstance(row, Finding)]
    assert found == []
    return [row.arithmetic for row in told]


def an_area(bydel_no: int = 1, bydel: str = "Eksempelbro", west: float = 0, width: float = 1000) -> Area:
    """A square district of 1 km, its west edge at `west` metres."""
    return Area(bydel_no=bydel_no, bydel=bydel, slug=bydel.lower(), outline=box(west, 0, west + width, 1000))


def a_department(department_id: str = "1-1", **changes: Any) -> Department:
    organisation_no, department_no = department_id.split("-")
    given = {
        "department_id": department_id,
        "organisation_no": int(organisation_no),
        "organisation": "Eksempelbo",
        "department_no": department_no,
        "name": "Eksempelgården",
        "homes_family": 100,
        "homes_youth": None,
        "homes_elderly": None,
        "homes_care": None,
        "bydel_no": 1,
        "outline": box(100, 100, 200, 200),
    }
    return Department(**{**given, **changes})


def a_listed(name: str = "Eksempelgården", **changes: Any) -> ListedDepartment:
    given = {
        "listed_id": f"plan/{name}",
        "plan_id": "plan",
        "area": "Eksempelbro",
        "position": 1,
        "printed": name,
        "name": name,
        "source": a_source(name),
    }
    return ListedDepartment(**{**given, **changes})


def a_period(plan_id: str = "plan", start: str = "2026-01-01", end: str = "2028-12-31", **changes: Any) -> PlanPeriod:
    given = {
        "key": f"{plan_id}/{changes.get('role', 'default')}",
        "plan_id": plan_id,
        "role": "default",
        "start": date.fromisoformat(start),
        "end": date.fromisoformat(end),
        "duration_years": None,
        "source": a_source(),
    }
    return PlanPeriod(**{**given, **changes})


def a_footprint(department_id: str = "1-1", **changes: Any) -> Footprint:
    given = {
        "department_id": department_id,
        "method": "city layer",
        "accuracy_m": 2.0,
        "credit": "Eksempelby: Afdelinger",
        "retrieved_on": date(2026, 11, 20),
    }
    return Footprint(**{**given, **changes})


def a_drawing(outline_wkt: str = "POLYGON ((0 0, 100 0, 100 100, 0 0))", **changes: Any) -> Decision:
    """A person's outline of the department 1-1."""
    given = {
        "key": "tegning",
        "plan_id": None,
        "name": None,
        "department_ids": ("1-1",),
        "outline_wkt": outline_wkt,
        "accepted_by": "Testenheden",
        "accepted_on": date(2026, 11, 20),
        "because": "Målt op på stedet",
    }
    return Decision(**{**given, **changes})


def a_membership(listed_id: str, plan_id: str = "plan", **changes: Any) -> Membership:
    given = {
        "key": listed_id,
        "plan_id": plan_id,
        "listed_id": listed_id,
        "valid_from": date(2026, 1, 1),
        "valid_to": None,
        "source": a_source(),
    }
    return Membership(**{**given, **changes})


def a_complete_list(first: str = "2014-01-01", last: str = "2029-12-31") -> PlanListCompleteness:
    return PlanListCompleteness(
        key=first,
        valid_from=date.fromisoformat(first),
        valid_to=date.fromisoformat(last),
        complete=True,
        source=a_source(),
    )


def a_document(document_id: str = "note", **changes: Any) -> Document:
    given = {
        "document_id": document_id,
        "file": f"{document_id}.txt",
        "kind": "budgetnotat",
        "short_title": "Noten",
        "title": "En opdigtet note",
        "publisher": "Eksempelby",
        "document_date": None,
        "date_inferred_from": "",
        "sha256": "0" * 64,
        "accepted_by": "Testenheden",
        "accepted_on": date(2026, 11, 20),
        "because": "",
    }
    return Document(**{**given, **changes})


def a_plan(plan_id: str = "plan", **changes: Any) -> Plan:
    given = {
        "plan_id": plan_id,
        "name": "Helhedsplan Eksempelbro",
        "name_en": "Community social plan Eksempelbro",
        "place": "Eksempelbro",
        "stands_for": 1,
        "source": a_source(),
    }
    return Plan(**{**given, **changes})


def a_state(
    state: str = "finansieret", first: str | None = None, last: str | None = None, plan_id: str = "plan"
) -> PlanState:
    return PlanState(
        key=f"{plan_id}/{state}",
        plan_id=plan_id,
        state=state,
        valid_from=date.fromisoformat(first) if first else None,
        valid_to=date.fromisoformat(last) if last else None,
        source=a_source(),
    )


def a_link(plan_id: str = "plan", predecessor_id: str = "forgænger", **changes: Any) -> PlanLink:
    given = {
        "key": f"{plan_id}/{predecessor_id}",
        "plan_id": plan_id,
        "predecessor_id": predecessor_id,
        "kind": "continued",
        "on": None,
        "source": a_source(),
    }
    return PlanLink(**{**given, **changes})


def a_subject(subject_id: str = "støtte", *plan_ids: str, decision_id: str | None = None) -> FundingSubject:
    return FundingSubject(
        subject_id=subject_id,
        name_da="Støtte",
        name_en="Support",
        plan_ids=plan_ids,
        source=a_source(),
        decision_id=decision_id,
    )


def an_amount(printed: str = "1.100", **changes: Any) -> Funding:
    """An amount in prose, in 1.000 kr.; `year` is short for both years of its span."""
    unit = changes.get("unit", "1.000 kr.")
    year = changes.pop("year", None)
    given = {
        "key": printed,
        "subject_id": "støtte",
        "name_da": "Støtte",
        "name_en": "Support",
        "printed": printed,
        "unit": unit,
        "amount_kr": round(float(printed.replace(".", "").replace(",", ".")) * KRONER[unit]),
        "year_from": year,
        "year_to": year,
        "steering_area": None,
        "grant": None,
        "price_level": None,
        "stage": "budgetnotat",
        "payer_da": None,
        "payer_en": None,
        "table": None,
        "table_row": None,
        "is_total": False,
        "source": a_source(),
    }
    return Funding(**{**given, **changes})


def a_cell(row: str, year: int | tuple[int, int], printed: str, **changes: Any) -> Funding:
    """A cell of the printed table "tabel-1"; the row named "i-alt" is its total. Two years are the sum of a row."""
    first, last = year if isinstance(year, tuple) else (year, year)
    table = changes.get("table", "tabel-1")
    given = {
        "key": f"{table}/{row}/{first}-{last}",
        "table": table,
        "table_row": row,
        "year_from": first,
        "year_to": last,
        "is_total": row == "i-alt",
    }
    return an_amount(printed, **{**given, **changes})


def a_figure(key: str = "andel", **changes: Any) -> PlanAreaFigure:
    given = {
        "key": key,
        "area": "Eksempelbro",
        "plan_id": "plan",
        "indicator": "basic_education_only",
        "name_da": "Andel",
        "name_en": "Share",
        "note_da": "Året er ikke oplyst",
        "note_en": "The year is not stated",
        "ages": "18-29",
        "value_pct": 24.0,
        "city_pct": 6.4,
        "year": None,
        "source": a_source(),
    }
    return PlanAreaFigure(**{**given, **changes})


def a_list_area(key: str = "liste/eksempelgaarden", **changes: Any) -> ListArea:
    given = {
        "key": key,
        "list_da": "liste",
        "list_en": "list",
        "name": "Eksempelgården",
        "as_of": None,
        "source": a_source(),
    }
    return ListArea(**{**given, **changes})


def a_place_on_a_list(
    list_area: str = "liste/eksempelgaarden", listed_id: str = "plan/Eksempelgården"
) -> ListAreaDepartment:
    return ListAreaDepartment(
        key=f"{list_area}/{listed_id}", list_area=list_area, listed_id=listed_id, source=a_source()
    )


def a_setting(key: str = "reference_date", value: str = "2026-12-31") -> Setting:
    return Setting(key=key, value=value, accepted_by="Testenheden", accepted_on=date(2026, 11, 20), because="fordi")


def a_match(department_id: str | None = "1-1", listed_id: str = "plan/Eksempelgården", **changes: Any) -> Match:
    """Matched to the department by name; unknown where it is None."""
    given = {
        "listed_id": listed_id,
        "outcome": "matched" if department_id else "unknown",
        "method": "name" if department_id else "none",
        "department_ids": (department_id,) if department_id else (),
        "score": 0.99 if department_id else None,
        "assumed": False,
        "decision": None,
        "reason": "derfor",
    }
    return Match(**{**given, **changes})


def a_candidate(department_id: str = "1-1", listed_id: str = "plan/Eksempelgården", rank: int = 1) -> MatchCandidate:
    return MatchCandidate(
        key=f"{listed_id}/{department_id}", listed_id=listed_id, department_id=department_id, rank=rank, score=0.5
    )


def a_decision(*department_ids: str, **changes: Any) -> Decision:
    """That "Eksempelgården" in the plan means these departments."""
    given = {
        "key": "afgørelse",
        "plan_id": "plan",
        "name": "Eksempelgården",
        "department_ids": department_ids,
        "outline_wkt": None,
        "accepted_by": "Testenheden",
        "accepted_on": date(2026, 11, 21),
        "because": "Ringet til boligforeningen",
    }
    return Decision(**{**given, **changes})


def a_coverage(**changes: Any) -> Coverage:
    given = {
        "bydel_no": 1,
        "bydel": "Eksempelbro",
        "year": 2026,
        "homes_covered": 40,
        "homes": 100,
        "homes_family_youth_covered": 30,
        "homes_family_youth": 90,
        "departments_covered": 1,
        "departments": 2,
        "complete": False,
    }
    return Coverage(**{**given, **changes})


def a_share(payer: str, value_pct: float, **changes: Any) -> FundingShare:
    given = {
        "key": payer,
        "plan_id": None,
        "split": "regel",
        "payer_da": payer,
        "payer_en": payer,
        "value_pct": value_pct,
        "basis": "rule",
        "whole": None,
        "source": a_source(),
    }
    return FundingShare(**{**given, **changes})


def a_count(subject: str, what: str, value: int, **changes: Any) -> PrintedCount:
    given = {
        "key": f"{subject}/{what}",
        "subject": subject,
        "what": what,
        "value": value,
        "approximate": False,
        "source": a_source(),
    }
    return PrintedCount(**{**given, **changes})


def an_organisation(organisation_no: int, plan_id: str = "plan", **changes: Any) -> PlanOrganisation:
    given = {
        "key": f"{plan_id}/{organisation_no}",
        "plan_id": plan_id,
        "printed": "Eksempelbo",
        "organisation_no": organisation_no,
        "managed_by": None,
        "source": a_source(),
    }
    return PlanOrganisation(**{**given, **changes})


def an_event(event_id: str, on: str | None, until: str | None = None, **changes: Any) -> Event:
    """An event of the topic "start"; one day, or the days from `on` to `until`, or no known day."""
    given = {
        "event_id": event_id,
        "kind": "forventet",
        "on": date.fromisoformat(on) if on else None,
        "until": date.fromisoformat(until or on) if on else None,
        "printed": on or "engang",
        "body": None,
        "name_da": event_id,
        "name_en": event_id,
        "topic": "start",
        "plan_ids": (),
        "source": a_source(),
    }
    return Event(**{**given, **changes})


def a_goal(goal_id: str = "aftale/a1", **changes: Any) -> Goal:
    given = {
        "goal_id": goal_id,
        "agreement_id": "aftale",
        "kind": "direkte målbar",
        "position": 1,
        "theme": 1,
        "name_da": "Flere boliger",
        "name_en": "More homes",
        "deadline": "2018",
        "fulfilment": "Opfyldt",
        "expected": None,
        "owner": None,
        "source": a_source(),
    }
    return Goal(**{**given, **changes})


def a_target(comparator: str = "at least", value: float | None = 20, unit: str = "%", **changes: Any) -> Target:
    """A target of the goal and series that `a_goal` and `a_series` make."""
    given = {
        "target_id": "mål",
        "goal_id": "aftale/a1",
        "series_id": "række",
        "name_da": "Flere boliger",
        "name_en": "More homes",
        "comparator": comparator,
        "value": value,
        "unit_da": unit if value is not None else None,
        "unit_en": unit if value is not None else None,
        "base": None,
        "by_year": None,
        "list_da": None,
        "source": a_source(),
    }
    return Target(**{**given, **changes})


def a_series(series_id: str = "række", unit: str = "%", **changes: Any) -> Series:
    given = {
        "series_id": series_id,
        "name_da": "Boliger",
        "name_en": "Homes",
        "unit_da": unit,
        "unit_en": unit,
        "definition_da": "",
        "definition_en": "",
        "accepted_by": "Testenheden",
        "accepted_on": date(2026, 11, 20),
        "because": "",
    }
    return Series(**{**given, **changes})


def a_value(as_of: str, printed: str, **changes: Any) -> SeriesValue:
    series_id = changes.get("series_id", "række")
    given = {
        "key": f"{series_id}/{as_of}",
        "series_id": series_id,
        "as_of": as_of,
        "kind": "measured",
        "printed": printed,
        "value": float(printed.replace(".", "").replace(",", ".")),
        "approximate": False,
        "basis": None,
        "part_of": None,
        "forecast_of": None,
        "source": a_source(),
    }
    return SeriesValue(**{**given, **changes})


def a_remark(key: str = "bemærkning", **changes: Any) -> Remark:
    given = {
        "key": key,
        "severity": "ambiguous",
        "text_da": "Noten siger det på to måder.",
        "text_en": "The note says it in two ways.",
        "source": a_source(),
    }
    return Remark(**{**given, **changes})
