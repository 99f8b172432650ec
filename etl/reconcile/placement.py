"""Checks over the names that documents list and the departments they were tied to. Pure."""

from collections.abc import Mapping, Sequence

from etl.matching import names_agree
from geodata.model import Department, Finding, ListedDepartment, Match


def name_placement(listed: Sequence[ListedDepartment], matches: Mapping[str, Match]) -> list[Finding]:
    """Listed names that are not tied to one department."""
    return [
        Finding(
            finding_id=f"name-placement/{row.listed_id}",
            check="name-placement",
            severity="ambiguous" if matches[row.listed_id].outcome == "ambiguous" else "missing",
            subject=row.listed_id,
            message_da=f"»{row.printed}« ({row.area}) er ikke placeret. {matches[row.listed_id].reason}",
            message_en=f'"{row.printed}" ({row.area}) is not placed: {_count_en(matches[row.listed_id])}.',
            computed=len(matches[row.listed_id].candidates),
            sources=(f"listed_departments/{row.listed_id}",),
        )
        for row in listed
        if matches[row.listed_id].department_id is None
    ]


def two_names_one_department(listed: Sequence[ListedDepartment], matches: Mapping[str, Match]) -> list[Finding]:
    """Names listed under one plan that end at the same department: it counts once."""
    by_department: dict[tuple[str, str], list[ListedDepartment]] = {}
    for row in listed:
        department_id = matches[row.listed_id].department_id
        if department_id:
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


def key_against_name(
    listed: Sequence[ListedDepartment], matches: Mapping[str, Match], departments: Mapping[str, Department]
) -> list[Finding]:
    """Accepted keys whose department bears quite another name."""
    found = []
    for row in listed:
        match = matches[row.listed_id]
        if match.method != "official key" or match.department_id is None:
            continue
        department = departments[match.department_id]
        if not names_agree(row.name, department):
            found.append(
                Finding(
                    finding_id=f"key-against-name/{row.listed_id}",
                    check="key-against-name",
                    severity="ambiguous",
                    subject=row.listed_id,
                    message_da=(
                        f"»{row.printed}« har fået nøglen {match.department_id}, men kortlaget kalder den "
                        f"»{department.name}«."
                    ),
                    message_en=(
                        f'"{row.printed}" was given key {match.department_id}, '
                        f'which the layer calls "{department.name}".'
                    ),
                    sources=(f"listed_departments/{row.listed_id}",),
                )
            )
    return found


def _and(rows: Sequence[ListedDepartment], word: str) -> str:
    names = [f"»{row.name}«" for row in rows] if word == "og" else [f'"{row.name}"' for row in rows]
    return f" {word} ".join([", ".join(names[:-1]), names[-1]])


def _count_en(match: Match) -> str:
    return f"{len(match.candidates)} departments fit" if match.candidates else "no department fits"
