"""Coverage: which city district a footprint lies in, and how many of its almene homes are under a plan. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from geodata import timeline
from geodata.model import (
    Area,
    Coverage,
    Department,
    Match,
    Membership,
    PlanListCompleteness,
    PlanPeriod,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def overlaps(outline: "BaseGeometry", areas: Sequence[Area]) -> dict[int, float]:
    """Square metres of the outline within each city district it touches, by district number."""
    shared = {
        area.bydel_no: outline.intersection(area.outline).area for area in areas if outline.intersects(area.outline)
    }
    return {bydel_no: area_m2 for bydel_no, area_m2 in shared.items() if area_m2 > 0}


def bydel_of(place: "BaseGeometry | None", areas: Sequence[Area]) -> int | None:
    """Number of the city district with the largest overlap with an outline, or that holds a point; else None.

    An exact tie, and a point on a border, goes to the lowest number, so that the answer does not hang on the order of
    the layer.
    """
    if place is None:
        return None
    if place.geom_type == "Point":
        return min((area.bydel_no for area in areas if area.outline.intersects(place)), default=None)
    shared = overlaps(place, areas)
    return min(shared, key=lambda bydel_no: (-shared[bydel_no], bydel_no)) if shared else None


def placed(matches: Iterable[Match]) -> dict[str, tuple[str, ...]]:
    """listed_id -> ids of the departments of the names that are tied to any."""
    return {match.listed_id: match.department_ids for match in matches if match.department_ids}


def covered_departments(
    year: int,
    memberships: Iterable[Membership],
    periods: Iterable[PlanPeriod],
    where: dict[str, tuple[str, ...]],
) -> dict[str, str]:
    """department_id -> plan_id for the departments under a plan on 31 December of the year.

    `where` maps listed_id to department ids (`placed`); what is not placed covers nothing. Two entries that end at one
    department count once. Should two plans hold one department, the first by plan id is named.
    """
    covered: dict[str, str] = {}
    for membership in _holding(year, memberships, periods, where):
        for department_id in where[membership.listed_id]:
            covered.setdefault(department_id, membership.plan_id)
    return covered


def assumed_departments(
    year: int,
    memberships: Iterable[Membership],
    periods: Iterable[PlanPeriod],
    matches: Iterable[Match],
) -> set[str]:
    """Of the covered departments those that rest on a reading of ours: an inferred membership, an assumed match.

    One membership that is printed or derived, of a name whose match is not assumed, is enough to leave it out.
    """
    rows = list(matches)
    where, read_as = placed(rows), {row.listed_id for row in rows if row.assumed}
    holding = _holding(year, memberships, periods, where)
    firm = [row for row in holding if row.source.status != "inferred" and row.listed_id not in read_as]
    return {one for row in holding for one in where[row.listed_id]} - {
        one for row in firm for one in where[row.listed_id]
    }


def coverage(
    year: int,
    areas: Iterable[Area],
    departments: Iterable[Department],
    covered: Iterable[str],
    completeness: Iterable[PlanListCompleteness],
) -> list[Coverage]:
    """One row a city district, by number: coverage on 31 December of the year.

    `covered` holds the ids of the departments under a plan. A department without a known district counts in none.
    """
    day = timeline.state_day(year)
    complete = any(span.complete and span.valid_from <= day <= span.valid_to for span in completeness)
    under_plan = set(covered)
    by_bydel: dict[int, list[Department]] = {}
    for department in departments:
        if department.bydel_no is not None:
            by_bydel.setdefault(department.bydel_no, []).append(department)
    return [
        _row(year, area, by_bydel.get(area.bydel_no, []), under_plan, complete)
        for area in sorted(areas, key=lambda area: area.bydel_no)
    ]


def together(name: str, districts: Sequence[Coverage]) -> Coverage:
    """The coverage of several districts under one name (an area group), number 0.

    A district that is not known adds its homes and no covered ones, which "at least" allows for; None where none is
    known. Raises ValueError for no districts.
    """
    if not districts:
        raise ValueError(f"områdegruppen {name} har ingen bydele")
    known = [row for row in districts if row.homes_covered is not None]
    return Coverage(
        bydel_no=0,
        bydel=name,
        year=districts[0].year,
        homes_covered=sum(row.homes_covered or 0 for row in known) if known else None,
        homes=sum(row.homes for row in districts),
        homes_family_youth_covered=sum(row.homes_family_youth_covered or 0 for row in known) if known else None,
        homes_family_youth=sum(row.homes_family_youth for row in districts),
        departments_covered=sum(row.departments_covered or 0 for row in known) if known else None,
        departments=sum(row.departments for row in districts),
        complete=all(row.complete for row in districts),
    )


def _row(year: int, area: Area, inside: list[Department], under_plan: set[str], complete: bool) -> Coverage:
    hit = [department for department in inside if department.department_id in under_plan]
    known = bool(hit) or complete
    return Coverage(
        bydel_no=area.bydel_no,
        bydel=area.bydel,
        year=year,
        homes_covered=sum(department.homes or 0 for department in hit) if known else None,
        homes=sum(department.homes or 0 for department in inside),
        homes_family_youth_covered=sum(department.homes_family_youth or 0 for department in hit) if known else None,
        homes_family_youth=sum(department.homes_family_youth or 0 for department in inside),
        departments_covered=len(hit) if known else None,
        departments=len(inside),
        complete=complete,
    )


def _holding(
    year: int, memberships: Iterable[Membership], periods: Iterable[PlanPeriod], where: dict[str, tuple[str, ...]]
) -> list[Membership]:
    """The memberships of placed names in plans that run on the year's day, by plan and name."""
    day = timeline.state_day(year)
    running = timeline.plans_on(day, periods)
    return [
        row
        for row in sorted(memberships, key=lambda row: (row.plan_id, row.listed_id))
        if row.listed_id in where and row.plan_id in running and _holds(row, day)
    ]


def _holds(membership: Membership, day: date) -> bool:
    return membership.valid_from <= day and (membership.valid_to is None or day <= membership.valid_to)
