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
) -> list[Finding]:
    """Decisions that the data no longer bear out: about a name nobody lists, or a department the layer lacks.

    And those for a department whose name is not like the printed one: a person may know better, and a reader must know.
    """
    found = []
    for row in decisions:
        rows = [one for one in listed if one.plan_id == row.plan_id and row.name in (one.name, one.printed)]
        missing = [key for key in row.department_ids if key not in departments]
        if missing:
            found.append(
                _unfit(
                    row,
                    "department",
                    f"afdelingen {missing[0]} er ikke i kortlaget, og afgørelsen er ikke brugt",
                    f"department {missing[0]} is not in the layer; it was not used",
                )
            )
        elif row.plan_id is not None and not rows:
            found.append(
                _unfit(
                    row,
                    "name",
                    f"ingen liste i {row.plan_id} har navnet »{row.name}«",
                    f'no list of {row.plan_id} has the name "{row.name}"',
                )
            )
        elif rows:
            alike = {one.department_id for one in candidates if one.listed_id in {one.listed_id for one in rows}}
            strange = [departments[key] for key in row.department_ids if key not in alike]
            if strange:
                found.append(
                    _unfit(
                        row,
                        "other-name",
                        f"»{row.name}« er afgjort til {strange[0].department_id}, som "
                        f"kortlaget kalder »{strange[0].name}«",
                        f'"{row.name}" was decided to be '
                        f'{strange[0].department_id}, which the layer calls "{strange[0].name}"',
                    )
                )
    return found


def _unfit(row: Decision, how: str, da: str, en: str) -> Finding:
    return Finding(
        finding_id=f"decision-does-not-fit/{how}/{row.key}",
        check="decision-does-not-fit",
        severity="ambiguous" if how == "other-name" else "error",
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
