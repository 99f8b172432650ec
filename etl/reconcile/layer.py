"""Checks over the city's own layer of departments. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from geodata.coverage import overlaps
from geodata.model import Area, Department, Finding, Severity
from geodata.wording import ENGLISH, listing

if TYPE_CHECKING:
    from etl.geography import Geography

TWO_DISTRICTS_SHARE = 0.05


def outline_missing(departments: Iterable[Department]) -> list[Finding]:
    """Departments of the layer without an outline: in no district and on no map."""
    return [
        _about_department(
            "outline-missing",
            "missing",
            row,
            f"{row.name} har intet omrids i kommunens kortlag; {row.homes or 0} boliger tæller ikke i nogen bydel.",
            f"{row.name} has no outline in the city's layer; its {row.homes or 0} homes count in no district.",
            computed=row.homes,
        )
        for row in departments
        if row.outline is None
    ]


def outside_the_city(departments: Iterable[Department]) -> list[Finding]:
    """Departments with an outline that no city district touches: on the map, and in no district's figures."""
    return [
        _about_department(
            "outside-the-city",
            "missing",
            row,
            f"{row.name} ligger uden for bydelene; {row.homes or 0} boliger tæller ikke i nogen bydel.",
            f"{row.name} lies outside the city districts; its {row.homes or 0} homes count in none.",
            computed=row.homes,
        )
        for row in departments
        if row.outline is not None and row.bydel_no is None
    ]


def homes_missing(departments: Iterable[Department]) -> list[Finding]:
    """Departments whose four counts of homes are all empty: they add nothing."""
    return [
        _about_department(
            "homes-missing",
            "missing",
            row,
            f"{row.name} har intet boligtal i kommunens kortlag og tæller med 0 boliger.",
            f"{row.name} has no count of homes in the city's layer and adds none.",
        )
        for row in departments
        if row.homes is None
    ]


def key_doubled(geography: "Geography", departments: Mapping[str, Department]) -> list[Finding]:
    """Official keys that stand in several features of the layer: one department, homes counted once."""
    return [
        _about_department(
            "key-doubled",
            "error" if key in geography.conflicting else "definition",
            departments[key],
            f"Nøglen {key} står i flere objekter i kommunens kortlag"
            + (" med forskellige boligtal." if key in geography.conflicting else "; boligerne tæller én gang."),
            f"Key {key} stands in several features of the city's layer"
            + (" with different counts of homes." if key in geography.conflicting else "; its homes count once."),
        )
        for key in geography.merged
        if key in departments
    ]


def outline_shared(groups: Iterable[tuple[str, ...]], departments: Mapping[str, Department]) -> list[Finding]:
    """Groups of departments that the layer gives one and the same outline."""
    return [
        _about_department(
            "outline-shared",
            "ambiguous",
            departments[group[0]],
            f"{listing([departments[key].name for key in group])} har samme omrids i kommunens kortlag.",
            f"{listing([departments[key].name for key in group], ENGLISH)} have the same outline in the city's layer.",
            suffix="+" + "+".join(group[1:]),
        )
        for group in groups
    ]


def two_districts(departments: Iterable[Department], areas: Sequence[Area]) -> list[Finding]:
    """Departments of which at least 5 % lie outside the district they count in."""
    found = []
    names = {area.bydel_no: area.bydel for area in areas}
    for row in departments:
        if row.outline is None or row.bydel_no is None:
            continue
        shared = overlaps(row.outline, areas)
        share = 1 - shared[row.bydel_no] / sum(shared.values())
        if share >= TWO_DISTRICTS_SHARE:
            others = [names[number] for number in sorted(shared) if number != row.bydel_no]
            found.append(
                _about_department(
                    "two-districts",
                    "definition",
                    row,
                    f"{row.name} ligger også i {listing(others)}; den tæller i {names[row.bydel_no]}, hvor det "
                    "meste ligger.",
                    f"{row.name} also lies in {listing(others, ENGLISH)}; it counts in {names[row.bydel_no]}, where "
                    "most of it lies.",
                    computed=round(share, 3),
                )
            )
    return found


def _about_department(
    check: str,
    severity: Severity,
    row: Department,
    message_da: str,
    message_en: str,
    *,
    computed: float | None = None,
    suffix: str = "",
) -> Finding:
    return Finding(
        finding_id=f"{check}/{row.department_id}{suffix}",
        check=check,
        severity=severity,
        subject=f"department/{row.department_id}",
        message_da=message_da,
        message_en=message_en,
        computed=computed,
    )
