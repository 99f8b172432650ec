"""Checks over counts of departments: what papers count against what they name. Pure."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from etl.reconcile.telling import MINUS, held, sources
from geodata import timeline
from geodata.model import Department, Finding, Held, ListedDepartment, Match, Plan, PrintedCount
from geodata.wording import ENGLISH, listing

if TYPE_CHECKING:
    from etl.register import Register

CURRENT = "aktuelle-planer"


def departments_not_named(register: "Register", matches: Mapping[str, Match]) -> list[Finding]:
    """Departments of the current plans that documents count and do not name: by names, and by departments placed.

    A name that is not placed stands for one department.
    """
    counted = [row for row in register.printed_counts if (row.subject, row.what) == (CURRENT, "departments")]
    printed = next(iter(counted), None)
    if printed is None:
        return []
    day = register.reference_date
    running = timeline.plans_on(day, timeline.periods_of_reading(register.plan_periods, "default"))
    members = {
        row.listed_id
        for row in register.memberships
        if row.plan_id in running and row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    }
    names = [row for row in register.listed_departments if row.listed_id in members]
    tied = {one for row in names for one in matches[row.listed_id].department_ids}
    untied = [row for row in names if not matches[row.listed_id].department_ids]
    missing = printed.value - len(names)
    return [_not_named(printed, names, len(tied), len(untied))] if missing > 0 else []


def counts_against_lists(register: "Register") -> list[Finding | Held]:
    """Counts of a plan's departments against the names listed for the plan.

    Entries as printed or one name a department: either may be what was counted. A plan's names are those listed for it
    and those known to belong to it. No list is something missing; a paper that contradicts its own list is an error. A
    count of about so many neither fits its list nor contradicts it, unless it is the same.
    """
    plans = {row.plan_id: row for row in register.plans}
    told: list[Finding | Held] = []
    for count in register.printed_counts:
        if count.what != "departments" or count.subject not in plans or count.source.status != "printed":
            continue
        members = {row.listed_id for row in register.memberships if row.plan_id == count.subject}
        listed = [
            row for row in register.listed_departments if row.plan_id == count.subject or row.listed_id in members
        ]
        if count.value in (len(listed), len({row.printed for row in listed})):
            told.append(_as_listed(count, listed))
        elif not (count.approximate and listed):
            told.append(_against_list(count, listed, plans[count.subject]))
    return told


def organisation_not_in_predecessor(
    register: "Register", matches: Mapping[str, Match], departments: Mapping[str, Department]
) -> list[Finding]:
    """Organisations of a plan's listed departments that are not among those printed for the plan before it.

    Only where papers print the organisations of every plan before it.
    """
    before: dict[str, list[str]] = {}
    for link in register.plan_links:
        before.setdefault(link.plan_id, []).append(link.predecessor_id)
    printed: dict[str, dict[int, str]] = {}
    for named in register.plan_organisations:
        if named.source.status == "printed":
            printed.setdefault(named.plan_id, {})[named.organisation_no] = f"plan_organisations/{named.key}"
    plans = {row.plan_id: row for row in register.plans}
    found = []
    for plan_id, predecessors in before.items():
        if not all(earlier in printed for earlier in predecessors):
            continue
        known = {number for earlier in predecessors for number in printed[earlier]}
        strangers: dict[int, list[ListedDepartment]] = {}
        for row in register.listed_departments:
            tied = matches[row.listed_id].department_ids if row.plan_id == plan_id else ()
            for number in {departments[one].organisation_no for one in tied} - known:
                strangers.setdefault(number, []).append(row)
        names = {row.organisation_no: row.organisation for row in departments.values()}
        where = tuple(key for earlier in predecessors for key in printed[earlier].values())
        for number, rows in sorted(strangers.items()):
            name = names.get(number, str(number))
            found.append(_stranger(plans[plan_id], [plans[one] for one in predecessors], name, number, rows, where))
    return found


def _not_named(printed: PrintedCount, names: Sequence[ListedDepartment], tied: int, untied: int) -> Finding:
    missing, at_least = printed.value - len(names), printed.value - tied - untied
    unplaced_da = f" og {untied} navn{'e' if untied != 1 else ''}, der ikke er placeret" if untied else ""
    unplaced_en = f" and {untied} name{'s' if untied != 1 else ''} not placed" if untied else ""
    placed = f"({tied} + {untied})" if untied else str(tied)
    return Finding(
        finding_id=f"departments-not-named/{CURRENT}",
        check="departments-not-named",
        severity="missing",
        subject=CURRENT,
        message_da=(
            f"Dokumenterne tæller {printed.value} afdelinger i de aktuelle planer og navngiver {len(names)}; {missing} "
            f"er ikke nævnt. I kommunens kortlag er navnene {tied} afdelinger{unplaced_da}; regnet sådan mangler "
            f"{at_least}."
        ),
        message_en=(
            f"The documents count {printed.value} departments in the current plans and name {len(names)}; {missing} "
            f"are not named. By the city's layer the names are {tied} departments{unplaced_en}; {at_least} are left."
        ),
        printed=printed.value,
        computed=len(names),
        arithmetic=(f"{printed.value} {MINUS} {len(names)} = {missing}; {printed.value} {MINUS} {placed} = {at_least}"),
        sources=sources([printed, *names]),
    )


def _as_listed(count: PrintedCount, listed: Sequence[ListedDepartment]) -> Held:
    rows, value = [count, *listed], count.value
    return held("counts-against-lists", count.key, rows, printed=value, computed=value, arithmetic=f"{value} = {value}")


def _against_list(count: PrintedCount, listed: Sequence[ListedDepartment], plan: Plan) -> Finding:
    entries = len({row.printed for row in listed})
    told = f"{entries} opførte, {len(listed)} afdelinger" if entries != len(listed) else f"{entries}"
    told_en = f"{entries} entries, {len(listed)} departments" if entries != len(listed) else f"{entries}"
    same_paper = any(row.source.document_id == count.source.document_id for row in listed)
    return Finding(
        finding_id=f"counts-against-lists/{count.key}",
        check="counts-against-lists",
        severity="missing" if not listed else "error" if same_paper else "ambiguous",
        subject=f"plan/{count.subject}",
        message_da=(
            f"{plan.name}: papiret tæller {count.value} afdelinger, "
            + (f"men listen har {told}." if listed else "men intet dokument opfører dem ved navn.")
        ),
        message_en=(
            f"{plan.name_en}: the paper counts {count.value} departments, "
            + (f"but the list has {told_en}." if listed else "but no document lists them by name.")
        ),
        printed=count.value,
        computed=len(listed) if listed else None,
        arithmetic=f"{count.value} ≠ {entries}" if listed else "",
        sources=sources([count, *listed]),
    )


def _stranger(
    plan: Plan,
    predecessors: Sequence[Plan],
    organisation: str,
    number: int,
    rows: Sequence[ListedDepartment],
    where: tuple[str, ...],
) -> Finding:
    names, names_en = listing([row.name for row in rows]), listing([row.name for row in rows], ENGLISH)
    earlier, earlier_en = (
        listing([row.name for row in predecessors]),
        listing([row.name_en for row in predecessors], ENGLISH),
    )
    return Finding(
        finding_id=f"organisation-not-in-predecessor/{plan.plan_id}/{number}",
        check="organisation-not-in-predecessor",
        severity="ambiguous",
        subject=f"plan/{plan.plan_id}",
        message_da=(
            f"{names} hører til {organisation}, som ikke er nævnt for {earlier}. Listen for {plan.name} kan derfor "
            f"ikke føres tilbage til den tidligere plan."
        ),
        message_en=(
            f"{names_en} belong{'s' if len(rows) == 1 else ''} to {organisation}, which is not mentioned for "
            f"{earlier_en}. The list of {plan.name_en} can therefore not be carried back to the earlier plan."
        ),
        computed=len(rows),
        sources=(*sources(rows), *where),
    )
