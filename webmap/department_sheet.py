"""What /afdeling/<id> shows: everything the snapshot knows of one department, and what it does not know. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geodata import timeline
from geodata.clues import OUTLINED
from geodata.model import (
    LAST_YEAR,
    Decision,
    Department,
    DepartmentKey,
    DepartmentName,
    Finding,
    Footprint,
    ListArea,
    ListedDepartment,
    Membership,
    Plan,
    PlanPeriod,
)
from webmap import evidence_words as evidence
from webmap.evidence_words import Standing, standing, standings
from webmap.language import Language
from webmap.sheet import Ref
from webmap.small_map import SmallMap, small_map
from webmap.themes import coverage_words as words
from webmap.themes import lists

if TYPE_CHECKING:
    from webmap.facts import Facts

_SHARED = "outline-shared"


@dataclass(frozen=True, slots=True)
class Named:
    """A printed name that was tied to the department, or that may mean it."""

    listed: ListedDepartment
    plan: str
    standing: Standing
    label: str
    sure: str
    reason: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class InPlan:
    """That the department belongs to a plan: from when to when, and the state at the end of each year."""

    plan: Plan
    name: str
    membership: Membership
    listed: ListedDepartment
    days: str
    other_days: tuple[str, ...]
    states: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The page. `shares_with` are departments that the layer gives the same outline."""

    department: Department
    bydel: tuple[str, str] | None
    called: tuple[str, ...]
    managers: tuple[str, ...]
    keys: tuple[DepartmentKey, ...]
    names: tuple[DepartmentName, ...]
    homes: tuple[tuple[str, str, bool], ...]
    plans: tuple[InPlan, ...]
    tied: tuple[Named, ...]
    possible: tuple[Named, ...]
    footprint: Footprint | None
    footprint_method: str
    drawn: bool
    outline_decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    shares_with: tuple[Department, ...]
    lists: tuple[tuple[ListArea, str, Ref], ...]
    map: SmallMap | None


def profile(facts: "Facts", shapes: Mapping[str, Any], lang: Language, department_id: str) -> Profile:
    """The department's page. `shapes` is what `render.figure_shapes` wrote. KeyError for an id nobody bears."""
    row = facts.departments[department_id]
    paths: Mapping[str, str] = shapes["paths"]["departments"]
    findings = tuple(_findings(facts, department_id))
    footprint = facts.footprints.get(department_id)
    around = (row.bydel_no,) if row.bydel_no is not None else ()
    return Profile(
        department=row,
        bydel=facts.bydele.get(row.bydel_no) if row.bydel_no is not None else None,
        called=tuple(_called(facts, row)),
        managers=tuple(_managers(facts, row)),
        keys=tuple(one for one in facts.department_keys if one.department_id == department_id),
        names=tuple(one for one in facts.department_names if one.department_id == department_id),
        homes=tuple(_homes(lang, row)),
        plans=tuple(_plans(facts, lang, department_id)),
        tied=tuple(_named(facts, lang, department_id, tied=True)),
        possible=tuple(_named(facts, lang, department_id, tied=False)),
        footprint=footprint,
        footprint_method=lang._(OUTLINED[footprint.method]) if footprint else lang.not_stated,
        drawn=bool(paths.get(department_id)),
        outline_decisions=tuple(
            one
            for one in facts.decisions.values()
            if one.outline_wkt is not None and department_id in one.department_ids
        ),
        findings=findings,
        shares_with=sharing_outline(facts, department_id),
        lists=tuple(_lists(facts, lang, department_id)),
        map=small_map(shapes, facts.footprints, [(department_id, "1")], frozenset({department_id}), around),
    )


def sharing_outline(facts: "Facts", department_id: str) -> tuple[Department, ...]:
    """The other departments that the layer gives the same outline."""
    keys = (key for one in facts.findings if one.check == _SHARED for key in _shared_by(one, department_id))
    return tuple(facts.departments[key] for key in keys if key in facts.departments and key != department_id)


def _shared_by(finding: Finding, department_id: str) -> list[str]:
    keys = _sharing(finding)
    return keys if department_id in keys else []


def _called(facts: "Facts", row: Department) -> Iterable[str]:
    """What papers call the organisation besides its name in the layer, as they print it and as the register knows."""
    printed = [
        one.printed.partition(" v. ")[0] if one.managed_by else one.printed
        for one in facts.organisations
        if one.organisation_no == row.organisation_no
    ]
    also = [one for one in facts.organisation_names if one.organisation_no == row.organisation_no]
    names = dict.fromkeys([*printed, *(one.name for one in also if one.kind != "manager")])
    return [name for name in names if name != row.organisation]


def _managers(facts: "Facts", row: Department) -> Iterable[str]:
    """Who manages the organisation, as papers print it and as the register knows."""
    printed = [one.managed_by for one in facts.organisations if one.organisation_no == row.organisation_no]
    known = [
        one.name
        for one in facts.organisation_names
        if one.organisation_no == row.organisation_no and one.kind == "manager"
    ]
    return dict.fromkeys(name for name in [*printed, *known] if name)


def _homes(lang: Language, row: Department) -> Iterable[tuple[str, str, bool]]:
    """(kind, figure, missing) of each count of the layer, and their sum."""
    kinds = (
        (lang._("Familieboliger"), row.homes_family),
        (lang._("Ungdomsboliger"), row.homes_youth),
        (lang._("Ældreboliger"), row.homes_elderly),
        (lang._("Plejeboliger"), row.homes_care),
        (lang._("Almene boliger i alt"), row.homes),
    )
    return [(name, lang.number(count), count is None) for name, count in kinds]


def _named(facts: "Facts", lang: Language, department_id: str, *, tied: bool) -> Iterable[Named]:
    """The names tied to it; or those that may mean it and are tied to nothing, or to another."""
    for row in facts.listed:
        match = facts.matches[row.listed_id]
        if (department_id in match.department_ids) != tied:
            continue
        own = next((one for one in facts.candidates.get(row.listed_id, []) if one.department_id == department_id), None)
        if own is None and not tied:
            continue
        score = match.score if tied else own.score if own else None
        became = standing(match)
        yield Named(
            row,
            lang.pick(*facts.plan_names[row.plan_id]),
            became,
            standings(lang)[became],
            evidence.how_sure(lang, score),
            match.reason,
            words.ref(lang, facts, row),
        )


def _plans(facts: "Facts", lang: Language, department_id: str) -> Iterable[InPlan]:
    listed = {row.listed_id: row for row in facts.listed}
    for plan in facts.plans:
        for row in facts.memberships:
            if row.plan_id == plan.plan_id and department_id in facts.matches[row.listed_id].department_ids:
                yield _in_plan(facts, lang, plan, row, listed[row.listed_id])


def _in_plan(facts: "Facts", lang: Language, plan: Plan, row: Membership, listed: ListedDepartment) -> InPlan:
    of_plan = [one for one in facts.periods if one.plan_id == plan.plan_id]
    period = next((one for one in of_plan if one.role == "default"), None)
    others = [one for one in of_plan if period is not None and one.key != period.key and one.role != "statement"]
    refs = words.refs(lang, facts, [row, *([period] if period else [])])
    return InPlan(
        plan=plan,
        name=words.plan_name(lang, plan),
        membership=row,
        listed=listed,
        days=_days(lang, row, period),
        other_days=tuple(words.period(lang, one) for one in others),
        states=_states(facts, lang, plan, row, period),
        refs=refs,
    )


def _days(lang: Language, row: Membership, period: PlanPeriod | None) -> str:
    """From when to when: the membership's own days, and the plan's last day where it lasts as long as the plan."""
    first = lang.day(row.valid_from)
    if row.valid_to is not None:
        return f"{first} – {lang.day(row.valid_to)}"
    if period is None or period.end is None:
        return lang._("fra {first}, så længe planen løber; slutdato ikke oplyst", first=first)
    return lang._("{first} – {last}, så længe planen løber", first=first, last=lang.day(period.end))


def _states(facts: "Facts", lang: Language, plan: Plan, row: Membership, period: PlanPeriod | None) -> str:
    """The plan's state on 31 December of each year the department is in it: "2026–2028: finansieret"."""
    if period is None or period.end is None:
        return lang.not_stated
    last = min(period.end, row.valid_to or period.end)
    years = range(row.valid_from.year, min(last.year, LAST_YEAR) + 1)
    days = [timeline.state_day(year) for year in years if row.valid_from <= timeline.state_day(year) <= last]
    told = [(day.year, timeline.state_on(day, plan.plan_id, period, facts.states)) for day in days]
    runs = [(state, [year for year, _ in run]) for state, run in groupby(told, key=lambda one: one[1])]
    return (
        "; ".join(
            f"{years[0]}–{years[-1]}: {words.state(lang, state or '')}"
            if len(years) > 1
            else f"{years[0]}: {words.state(lang, state or '')}"
            for state, years in runs
        )
        or lang.not_stated
    )


def _findings(facts: "Facts", department_id: str) -> Iterable[Finding]:
    """What is said of the department, and of the outline it shares with others: that is about them all."""
    for finding in facts.findings:
        shared = finding.check == _SHARED and department_id in _sharing(finding)
        if finding.subject == f"department/{department_id}" or shared:
            yield finding


def _sharing(finding: Finding) -> list[str]:
    """The departments that share an outline: the finding is named by them all, the first of them its subject."""
    return finding.finding_id.partition("/")[2].split("+")


def _lists(facts: "Facts", lang: Language, department_id: str) -> Iterable[tuple[ListArea, str, Ref]]:
    for area in facts.list_areas:
        if department_id in {row.department_id for row in lists.departments_of(facts, area)}:
            yield area, lists.on_list(lang, area), words.ref(lang, facts, area)
