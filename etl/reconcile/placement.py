"""Checks over the names that documents list and the departments they were tied to. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from geodata.model import Decision, Department, Finding, ListedDepartment, Match, MatchCandidate


def name_placement(
    listed: Sequence[ListedDepartment], matches: Mapping[str, Match], candidates: Sequence[MatchCandidate]
) -> list[Finding]:
    """Listed names that are tied to no department."""
    counted = Counter(one.listed_id for one in candidates)
    return [
        Finding(
            finding_id=f"name-placement/{row.listed_id}",
            check="name-placement",
            severity="ambiguous" if matches[row.listed_id].outcome == "ambiguous" else "missing",
            subject=row.listed_id,
            message_da=f"»{row.printed}« ({row.area}) er ikke placeret. {matches[row.listed_id].reason}",
            message_en=f'"{row.printed}" ({row.area}) is not placed: {_why_en(matches[row.listed_id], counted)}.',
            computed=counted[row.listed_id] if matches[row.listed_id].outcome == "ambiguous" else 0,
            sources=(f"listed_departments/{row.listed_id}",),
        )
        for row in listed
        if not matches[row.listed_id].department_ids
    ]


def two_names_one_department(listed: Sequence[ListedDepartment], matches: Mapping[str, Match]) -> list[Finding]:
    """Names listed under one plan that end at the same department: it counts once."""
    by_department: dict[tuple[str, str], list[ListedDepartment]] = {}
    for row in listed:
        for department_id in matches[row.listed_id].department_ids:
            by_department.setdefault((row.plan_id, department_id), []).append(row)
    return [
        Finding(
            finding_id=f"two-names-one-department/{plan_id}/{department_id}",
            check="two-names-one-department",
            severity="definition",
            subject=f"department/{department_id}",
            message_da=f"{_and(rows, 'og')} er én afdeling i kommunens kortlag ({department_id}) og tæller én gang.",
            message_en=f"{_and(rows, 'and')} are one department in the city's layer ({department_id}) and count once.",
            printed=len(rows),
            computed=1,
            sources=tuple(f"listed_departments/{row.listed_id}" for row in rows),
        )
        for (plan_id, department_id), rows in sorted(by_department.items())
        if len(rows) > 1
    ]


def decision_does_not_fit(
    decisions: Sequence[Decision],
    listed: Sequence[ListedDepartment],
    departments: Mapping[str, Department],
    candidates: Sequence[MatchCandidate],
    *,
    outside: Sequence[Decision] = (),
    apart: Sequence[Decision] = (),
) -> list[Finding]:
    """Decisions that the data no longer bear out: about a name nobody lists, a department the layer lacks, or an
    outline outside the municipality.

    And those for a department whose name is not like the printed one, or whose outline shares no ground with that of
    the layer: a person may know better, and a reader must know. `outside` and `apart` are the decisions whose outlines
    lie outside the municipality (not used) and share no ground with the layer's (used).
    """
    told = [
        _department_or_name(row, listed, departments) or _other_name(row, listed, departments, candidates)
        for row in decisions
    ]
    return [*(one for one in told if one is not None), *_outlines_that_do_not_fit(outside, apart)]


def _department_or_name(
    row: Decision, listed: Sequence[ListedDepartment], departments: Mapping[str, Department]
) -> Finding | None:
    """That the layer lacks a department it decides for, or no list has the name it decides about."""
    missing = [key for key in row.department_ids if key not in departments]
    if missing:
        return _unfit(
            row,
            "department",
            f"afdelingen {missing[0]} er ikke i kortlaget, og afgørelsen er ikke brugt",
            f"department {missing[0]} is not in the layer; it was not used",
        )
    if row.plan_id is not None and not _about(row, listed):
        return _unfit(
            row,
            "name",
            f"ingen liste i {row.plan_id} har navnet »{row.name}«",
            f'no list of {row.plan_id} has the name "{row.name}"',
        )
    return None


def _other_name(
    row: Decision,
    listed: Sequence[ListedDepartment],
    departments: Mapping[str, Department],
    candidates: Sequence[MatchCandidate],
) -> Finding | None:
    """That it decides for a department whose name is not like the printed one."""
    rows = _about(row, listed)
    alike = {one.department_id for one in candidates if one.listed_id in {one.listed_id for one in rows}}
    strange = [departments[key] for key in row.department_ids if key not in alike]
    if not rows or not strange:
        return None
    key, name = strange[0].department_id, strange[0].name
    return _unfit(
        row,
        "other-name",
        f"»{row.name}« er afgjort til {key}, som kortlaget kalder »{name}«",
        f'"{row.name}" was decided to be {key}, which the layer calls "{name}"',
    )


def _about(row: Decision, listed: Sequence[ListedDepartment]) -> list[ListedDepartment]:
    return [one for one in listed if one.plan_id == row.plan_id and row.name in (one.name, one.printed)]


def _outlines_that_do_not_fit(outside: Sequence[Decision], apart: Sequence[Decision]) -> list[Finding]:
    not_used = [
        _unfit(
            row,
            "outside",
            f"omridset af {row.department_ids[0]} ligger uden for kommunens bydele og er ikke brugt; koordinaterne "
            "skal være meter øst og nord i EPSG:25832",
            f"the outline of {row.department_ids[0]} lies outside the city districts and was not used; coordinates are "
            "metres east and north in EPSG:25832",
        )
        for row in outside
    ]
    used = [
        _unfit(
            row,
            "other-place",
            f"omridset af {row.department_ids[0]} overlapper slet ikke det, kortlaget har",
            f"the outline of {row.department_ids[0]} does not touch the one in the layer",
        )
        for row in apart
    ]
    return [*not_used, *used]


def _unfit(row: Decision, how: str, da: str, en: str) -> Finding:
    return Finding(
        finding_id=f"decision-does-not-fit/{how}/{row.key}",
        check="decision-does-not-fit",
        severity="ambiguous" if how in ("other-name", "other-place") else "error",
        subject=f"decisions/{row.key}",
        message_da=f"Afgørelsen {row.key} passer ikke til data: {da}.",
        message_en=f"The decision {row.key} does not fit the data: {en}.",
    )


def _and(rows: Sequence[ListedDepartment], word: str) -> str:
    names = [f"»{row.name}«" for row in rows] if word == "og" else [f'"{row.name}"' for row in rows]
    return f" {word} ".join([", ".join(names[:-1]), names[-1]])


def _why_en(match: Match, counted: Counter[str]) -> str:
    if match.method == "decision":
        return "by a person's decision it means no department of the layer"
    return f"{counted[match.listed_id]} departments fit" if match.outcome == "ambiguous" else "no department fits"
