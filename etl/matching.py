"""A printed name and its area -> the department it means, how we know, or why we do not. Pure.

In this order: the official key a person has accepted; a bare department number; the normalised name. The area is a
hard filter on the city district of largest overlap. Two candidates are never settled by taste.
"""

from collections.abc import Collection, Iterable, Sequence

from geodata.model import AreaGroup, Department, ListedDepartment, Match, Method
from geodata.names import base_keys, department_number, name_keys


def place_all(
    listed: Iterable[ListedDepartment],
    departments: Sequence[Department],
    districts_of_area: dict[str, frozenset[int]],
) -> list[Match]:
    """One match a listed department, in the same order. An area nobody knows is a reason, not an error."""
    return [place(row, departments, districts_of_area.get(row.area)) for row in listed]


def districts_of_areas(bydele: dict[str, int], groups: Iterable[AreaGroup]) -> dict[str, frozenset[int]]:
    """Area name -> numbers of its city districts, for the districts themselves and the groups of them."""
    return {name: frozenset({number}) for name, number in bydele.items()} | {
        group.name: frozenset(group.bydel_nos) for group in groups
    }


def place(row: ListedDepartment, departments: Sequence[Department], districts: Collection[int] | None) -> Match:
    """The match of one listed department among the departments of its area's city districts."""
    if districts is None:
        return _unplaced(row, [], f"Området »{row.area}« er hverken en bydel eller en kendt områdegruppe.")
    inside = [department for department in departments if department.bydel_no in districts]
    if row.organisation_no is not None:
        return _by_key(row, departments, inside)
    number = department_number(row.name)
    if number is not None:
        found = [department for department in inside if department.department_no == number]
        return _settle(row, found, "department number", f"department number {number}")
    keys = name_keys(row.name)
    found = [department for department in inside if keys & name_keys(department.name)]
    if not found and keys <= base_keys(row.name):  # printed without a numeral: "Støberigården" for "Støberigården I+II"
        found = [department for department in inside if keys & base_keys(department.name)]
    return _settle(row, found, "name", f"name {row.name}")


def names_agree(printed: str, department: Department) -> bool:
    """Whether the printed name could be this department's: by number, by name, or by name without numerals."""
    number = department_number(printed)
    if number is not None:
        return number == department.department_no
    keys = name_keys(printed)
    return bool(keys & name_keys(department.name) or keys & base_keys(department.name))


def _by_key(row: ListedDepartment, departments: Sequence[Department], inside: list[Department]) -> Match:
    wanted = (row.organisation_no, row.department_no)
    found = [
        department for department in departments if (department.organisation_no, department.department_no) == wanted
    ]
    key = f"{row.organisation_no}-{row.department_no}"
    if not found:
        return _unplaced(row, [], f"Nøglen {key} findes ikke i kommunens kortlag.")
    if found[0] not in inside:
        return _unplaced(row, found, f"Nøglen {key} hører til en afdeling uden for {row.area}.")
    evidence = [f"official key {key}", f"area {row.area}"]
    if names_agree(row.name, found[0]):
        evidence.append(f"name {found[0].name}")
    return _matched(row, found[0], "official key", evidence)


def _settle(row: ListedDepartment, found: list[Department], method: Method, evidence: str) -> Match:
    if not found:
        return _unplaced(row, [], f"Ingen afdeling i området {row.area} bærer navnet.")
    if len(found) > 1:
        names = ", ".join(f"{department.department_id} {department.name}" for department in found)
        return _unplaced(row, found, f"{len(found)} afdelinger bærer navnet: {names}. Afventer afklaring.")
    return _matched(row, found[0], method, [evidence, f"area {row.area}"])


def _matched(row: ListedDepartment, department: Department, method: Method, evidence: list[str]) -> Match:
    return Match(
        listed_id=row.listed_id,
        outcome="matched",
        method=method,
        department_id=department.department_id,
        candidates=(department.department_id,),
        evidence=tuple(evidence),
        reason=row.key_because
        if method == "official key"
        else f"Den eneste afdeling med dette navn i området {row.area}.",
    )


def _unplaced(row: ListedDepartment, candidates: list[Department], reason: str) -> Match:
    return Match(
        listed_id=row.listed_id,
        outcome="ambiguous" if len(candidates) > 1 else "unknown",
        method="none",
        department_id=None,
        candidates=tuple(department.department_id for department in candidates),
        evidence=(),
        reason=reason,
    )
