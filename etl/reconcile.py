"""Named checks over what was read and placed -> findings. Pure; printed values are never changed.

Each check is one function; its name with "-" is the finding's `check`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from etl.matching import names_agree
from geodata.coverage import overlaps
from geodata.model import Area, Department, Document, Finding, ListedDepartment, Match, Severity, Source
from geodata.wording import listing, span

TWO_DISTRICTS_SHARE = 0.05

if TYPE_CHECKING:
    from etl.geography import Geography
    from etl.register import Register


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
    """Listed names that end at the same department: it counts once."""
    by_department: dict[str, list[ListedDepartment]] = {}
    for row in listed:
        department_id = matches[row.listed_id].department_id
        if department_id:
            by_department.setdefault(department_id, []).append(row)
    return [
        Finding(
            finding_id=f"two-names-one-department/{department_id}",
            check="two-names-one-department",
            severity="definition",
            subject=f"department/{department_id}",
            message_da=f"{_and(rows, 'og')} er én afdeling i kommunens kortlag ({department_id}) og tæller én gang.",
            message_en=f"{_and(rows, 'and')} are one department in the city's layer ({department_id}) and count once.",
            printed=len(rows),
            computed=1,
            sources=tuple(f"listed_departments/{row.listed_id}" for row in rows),
        )
        for department_id, rows in sorted(by_department.items())
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


def period_sources_disagree(register: "Register") -> list[Finding]:
    """Plans whose agreement prints another last day than the one followed by default."""
    found = []
    for plan in register.plans:
        of_plan = {period.role: period for period in register.plan_periods if period.plan_id == plan.plan_id}
        default, agreement = of_plan.get("default"), of_plan.get("agreement")
        if default is None or agreement is None or default.end is None or agreement.end in (None, default.end):
            continue
        found.append(
            Finding(
                finding_id=f"period-sources-disagree/{plan.plan_id}",
                check="period-sources-disagree",
                severity="ambiguous",
                subject=f"plan/{plan.plan_id}",
                message_da=(
                    f"{plan.name}: udmøntningsnotatet skriver perioden {span(agreement)}; varighed og budgetår giver "
                    f"{span(default)}. Kortet følger det sidste, medmindre man vælger udmøntningsnotatets datoer."
                ),
                message_en=(
                    f"{plan.plan_id}: the note on Budget 2026 prints {agreement.end}; duration and budget "
                    f"years give {default.end}, which the map follows unless asked otherwise."
                ),
                sources=(f"plan_periods/{agreement.key}", f"plan_periods/{default.key}"),
            )
        )
    return found


def plans_not_named(register: "Register") -> list[Finding]:
    """Current plans that the documents count and do not name."""
    printed = next((row for row in register.printed_counts if row.key == "aktuelle-planer/planer"), None)
    if printed is None or printed.value <= len(register.plans):
        return []
    missing = printed.value - len(register.plans)
    return [
        Finding(
            finding_id="plans-not-named/aktuelle-planer",
            check="plans-not-named",
            severity="missing",
            subject="aktuelle-planer",
            message_da=(
                f"Dokumenterne tæller {printed.value} aktuelle planer; {missing} af dem navngives "
                f"ikke og er ikke på kortet."
            ),
            message_en=(
                f"The documents count {printed.value} current plans; {missing} of them are not "
                f"named and not on the map."
            ),
            printed=printed.value,
            computed=len(register.plans),
            arithmetic=f"{printed.value} - {len(register.plans)} = {missing}",
            sources=(f"printed_counts/{printed.key}",),
        )
    ]


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
            f"{', '.join(departments[key].name for key in group)} have the same outline in the city's layer.",
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
            others = ", ".join(names[number] for number in sorted(shared) if number != row.bydel_no)
            found.append(
                _about_department(
                    "two-districts",
                    "definition",
                    row,
                    f"{row.name} ligger også i {others}; den tæller i {names[row.bydel_no]}, hvor det meste ligger.",
                    f"{row.name} also lies in {others}; it counts in {names[row.bydel_no]}, where most of it lies.",
                    computed=round(share, 3),
                )
            )
    return found


def quote_moved(register: Mapping[tuple[str, str], Source], found: Mapping[tuple[str, str], Source]) -> list[Finding]:
    """Rows whose quote stands on other lines of the document than the register says."""
    return [
        Finding(
            finding_id=f"quote-moved/{table}/{key}",
            check="quote-moved",
            severity="definition",
            subject=f"{table}/{key}",
            message_da=(
                f"Citatet bag {table}.csv {key} står på linje {now.line}-{now.line_end}, ikke "
                f"{was.line}-{was.line_end}."
            ),
            message_en=(
                f"The quote behind {table}.csv {key} stands on lines {now.line}-{now.line_end}, "
                f"not {was.line}-{was.line_end}."
            ),
            printed=was.line,
            computed=now.line,
            sources=(f"{table}/{key}",),
        )
        for (table, key), was in register.items()
        if (now := found[table, key]).line != was.line or now.line_end != was.line_end
    ]


def document_differs(documents: Iterable[Document], given_sha256: Mapping[str, str]) -> list[Finding]:
    """Documents at hand whose bytes are not those the register was read from."""
    return [
        Finding(
            finding_id=f"document-differs/{row.document_id}",
            check="document-differs",
            severity="ambiguous",
            subject=f"document/{row.document_id}",
            message_da=f"{row.file} er en anden udgave end den, registret er læst fra.",
            message_en=f"{row.file} is another edition than the one the register was read from.",
        )
        for row in documents
        if given_sha256.get(row.document_id, row.sha256) != row.sha256
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


def _and(rows: Sequence[ListedDepartment], word: str) -> str:
    names = [f"»{row.name}«" for row in rows] if word == "og" else [f'"{row.name}"' for row in rows]
    return f" {word} ".join([", ".join(names[:-1]), names[-1]])


def _count_en(match: Match) -> str:
    return f"{len(match.candidates)} departments fit" if match.candidates else "no department fits"
