"""Small records for tests, each valid as it stands; name what the test is about and leave the rest."""

import hashlib
from datetime import date
from typing import Any

from shapely.geometry import box

from geodata.model import (
    Area,
    Department,
    ListedDepartment,
    Membership,
    PlanListCompleteness,
    PlanPeriod,
    Source,
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
        "organisation_no": None,
        "department_no": None,
        "key_status": "undecided",
        "key_because": "ingen har valgt",
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
