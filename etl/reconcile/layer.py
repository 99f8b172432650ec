"""Checks over the city's own layer of departments. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from geodata.coverage import overlaps
from geodata.model import Area, Department, Finding, Footprint, FootprintMethod, Severity
from geodata.names import slug
from geodata.wording import ENGLISH, listing, number

if TYPE_CHECKING:
    from etl.geography import Geography

TWO_DISTRICTS_SHARE = 0.05
# how an approximate outline came about, in Danish and in English
FOOTPRINT_METHODS: dict[FootprintMethod, tuple[str, str]] = {
    "named OSM area": ("et navngivet område i OpenStreetMap", "a named area in OpenStreetMap"),
    "buildings": ("bygninger med grund omkring", "buildings with ground around them"),
    "hull of points": ("en linje trukket om adresserne", "a hull around the addresses"),
    "point only": ("kun et punkt er kendt", "only a point is known"),
}


def outline_missing(departments: Iterable[Department], somewhere: Collection[str]) -> list[Finding]:
    """Departments of the layer without an outline or a point: in no district and on no map.

    `somewhere` are the ids of those that have either.
    """
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
        if row.department_id not in somewhere
    ]


def outside_the_city(departments: Iterable[Department], somewhere: Collection[str]) -> list[Finding]:
    """Departments with an outline or a point that no city district touches: on the map, in no district's figures."""
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
        if row.department_id in somewhere and row.bydel_no is None
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


def footprint_approximate(outlines: Iterable[Footprint]) -> list[Finding]:
    """How many outlines are another than the plots', one finding a method: they are drawn differently, and say so."""
    by_method: dict[FootprintMethod, list[Footprint]] = {}
    for row in outlines:
        if row.approximate:
            by_method.setdefault(row.method, []).append(row)
    found = []
    for method, rows in sorted(by_method.items()):
        da, en = FOOTPRINT_METHODS[method]
        most = max(row.accuracy_m for row in rows)
        metres, metres_en = number(most), number(most, locale=ENGLISH)
        count = "1 afdeling er" if len(rows) == 1 else f"{number(len(rows))} afdelinger er"
        count_en = "1 department is" if len(rows) == 1 else f"{number(len(rows), locale=ENGLISH)} departments are"
        found.append(
            Finding(
                finding_id=f"footprint-approximate/{slug(method)}",
                check="footprint-approximate",
                severity="definition",
                subject=f"footprints/{slug(method)}",
                message_da=f"Omridset af {count} omtrentligt: {da}, op til ca. {metres} m fra det rigtige.",
                message_en=f"The outline of {count_en} approximate: {en}, up to about {metres_en} m off.",
                computed=len(rows),
            )
        )
    return found


def footprint_note(departments: Iterable[Department], notes: Mapping[str, Sequence[str]]) -> list[Finding]:
    """What was noted when an outline was made: by department_id, in Danish, as the layer has it."""
    return [
        Finding(
            finding_id=f"footprint-note/{row.department_id}/{position}",
            check="footprint-note",
            severity="ambiguous",
            subject=f"department/{row.department_id}",
            message_da=f"{row.name}: {note}",
            message_en=f"{row.name}, noted in Danish when its outline was made: {note}",
        )
        for row in departments
        for position, note in enumerate(notes.get(row.department_id, ()), 1)
    ]


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
