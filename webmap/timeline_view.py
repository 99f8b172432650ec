"""What the timeline shows of a snapshot: plans by place, what became of them, departments and decisions. Pure.

Chart, tables and CSV are made of the same `TimelineView`, so that they cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geodata import timeline
from geodata.model import FIRST_YEAR, LAST_YEAR, Department, Membership, Plan, PlanLink, PlanPeriod, PlanState, State
from geodata.timeline import Covered, Days, Mark, PlanSpan

if TYPE_CHECKING:
    from webmap.facts import Facts

WINDOW = Days(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in time. `period` is the one followed by default, `agreement` the agreement's where it prints another.

    `periods` are all that any source states. `states` lie within the days of the span. `disputed` are the days that
    hang on which source is believed; `days_left` and `days_left_agreement` count from the reference date.
    """

    plan: Plan
    period: PlanPeriod | None
    agreement: PlanPeriod | None
    periods: tuple[PlanPeriod, ...]
    span: PlanSpan
    states: tuple[tuple[Days, State | None], ...]
    state: PlanState | None
    expired: bool
    disputed: tuple[Days, ...]
    days_left: int | None
    days_left_agreement: int | None
    before: tuple[PlanLink, ...]
    after: tuple[PlanLink, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """Plans for one place; `place` None holds those whose place is not stated, "" those of places with a single one."""

    place: str | None
    plans: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department, or a listed name that is tied to none, and its days under the plans shown, by both readings."""

    name: str
    department: Department | None
    memberships: tuple[Membership, ...]
    default: Covered
    agreement: Covered


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The timeline of a place, or of the whole city where `place` is empty."""

    facts: "Facts"
    place: str
    lanes: tuple[Lane, ...]
    links: tuple[tuple[PlanLink, int | None], ...]
    departments: tuple[DepartmentLine, ...]
    marks: tuple[Mark, ...]

    @property
    def plans(self) -> list[PlanLine]:
        """The plans, lane by lane."""
        return [one for lane in self.lanes for one in lane.plans]

    @property
    def drawn_marks(self) -> list[Mark]:
        """The marks with days in the window that the plans' own bars do not show already, by day."""
        return [one for one in self.marks if one.told[0].kind not in ("start", "udløb") and in_window(one.days)]

    @property
    def undated(self) -> list[Mark]:
        """What is known to have happened, and not when."""
        return [one for one in self.marks if one.days is None]

    @property
    def disputed(self) -> list[PlanLine]:
        """The plans whose end hangs on which source is believed."""
        return [one for one in self.plans if one.disputed]


def in_window(days: Days | None) -> bool:
    """Whether a span has a day of the years that are drawn."""
    return days is not None and days.first <= WINDOW.last and days.last >= WINDOW.first


def view(facts: "Facts", place: str) -> TimelineView:
    """The timeline of a place by slug, or of all; what a place has is what is said to be for it or for a part of it."""
    numbers = set(facts.places[place][1]) if place else set()
    shown = [plan for plan in facts.plans if not place or numbers & set(facts.bydele_named(plan.place))]
    ids = {plan.plan_id for plan in shown}
    by_default = _by_plan(timeline.periods_of_reading(facts.periods, "default"))
    links = [row for row in facts.links if row.plan_id in ids or row.predecessor_id in ids]
    return TimelineView(
        facts=facts,
        place=place,
        lanes=tuple(_lanes([_plan_line(facts, plan, by_default) for plan in shown])),
        links=tuple((row, timeline.days_between(row, by_default)) for row in _in_time(links, by_default)),
        departments=tuple(_departments(facts, ids)),
        marks=tuple(one for one in timeline.marks(facts.sourced["events"]) if _plans_of(one) & ids),
    )


def plan_ids(mark: Mark) -> list[str]:
    """Ids of the plans that a mark concerns, each once, as they are told."""
    return list(dict.fromkeys(plan_id for row in mark.told for plan_id in row.plan_ids))


def _plans_of(mark: Mark) -> set[str]:
    return set(plan_ids(mark))


def _by_plan(periods: Iterable[PlanPeriod]) -> dict[str, PlanPeriod]:
    return {row.plan_id: row for row in periods}


def _plan_line(facts: "Facts", plan: Plan, by_default: dict[str, PlanPeriod]) -> PlanLine:
    key, day = plan.plan_id, facts.reference_date
    period = by_default.get(key)
    stated = tuple(row for row in facts.periods if row.plan_id == key)
    agreement = next((row for row in stated if row.role == "agreement"), None)
    span = timeline.plan_span(key, period, facts.states)
    left = timeline.days_left(period, day)
    word = timeline.state_on(day, key, period, facts.states)
    holding = [row for row in facts.states if row.plan_id == key and row.state == word]
    return PlanLine(
        plan=plan,
        period=period,
        agreement=agreement,
        periods=tuple(sorted(stated, key=lambda row: (row.role != "default", row.role != "agreement", row.key))),
        span=span,
        states=tuple(timeline.state_spans(span.days, key, period, facts.states)) if span.days else (),
        state=holding[0] if holding else None,
        expired=word == "udløbet",
        disputed=timeline.disagreement(key, stated),
        days_left=left,
        days_left_agreement=timeline.days_left(agreement, day),
        before=tuple(row for row in facts.links if row.plan_id == key),
        after=tuple(row for row in facts.links if row.predecessor_id == key),
    )


def _lanes(plans: list[PlanLine]) -> Iterable[Lane]:
    """A lane for each place that has several plans, then one for all others, then one for those without a place."""
    by_place: dict[str | None, list[PlanLine]] = {}
    for one in plans:
        by_place.setdefault(one.plan.place, []).append(one)
    alone = [one for place, rows in by_place.items() if place is not None and len(rows) == 1 for one in rows]
    for place, rows in by_place.items():
        if place is not None and len(rows) > 1:
            yield Lane(place, tuple(sorted(rows, key=_starts)))
    if alone:
        yield Lane("", tuple(sorted(alone, key=_starts)))
    if None in by_place:
        yield Lane(None, tuple(sorted(by_place[None], key=_starts)))


def _starts(one: PlanLine) -> tuple[date, str]:
    return (one.span.days.first if one.span.days else date.max, one.plan.plan_id)


def _in_time(links: list[PlanLink], periods: dict[str, PlanPeriod]) -> list[PlanLink]:
    """Links by the day they happened or the later plan began, the earliest first."""

    def when(row: PlanLink) -> tuple[date, str]:
        period = periods.get(row.plan_id)
        return (row.on or (period.start if period and period.start else date.max), row.key)

    return sorted(links, key=when)


def _departments(facts: "Facts", ids: set[str]) -> Iterable[DepartmentLine]:
    """Departments with a membership of one of the plans, in the order of the papers' lists; every membership counts."""
    names = {row.listed_id: row for row in facts.listed}
    grouped: dict[tuple[str, str], list[Membership]] = {}
    for row in sorted(facts.memberships, key=lambda one: (one.valid_from, one.key)):
        keys = facts.matches[row.listed_id].department_ids
        for about in [("department", one) for one in keys] or [("name", names[row.listed_id].name)]:
            grouped.setdefault(about, []).append(row)
    readings = [_by_plan(timeline.periods_of_reading(facts.periods, reading)) for reading in ("default", "agreement")]
    order = {row.listed_id: number for number, row in enumerate(facts.listed)}
    latest_list = sorted(grouped.items(), key=lambda item: min(order[row.listed_id] for row in item[1][-1:]))
    for (kind, key), rows in latest_list:
        if ids & {row.plan_id for row in rows}:
            default, agreement = (
                timeline.covered(days for row in rows if (days := timeline.membership_days(row, periods)))
                for periods in readings
            )
            department = facts.departments[key] if kind == "department" else None
            yield DepartmentLine(names[rows[-1].listed_id].name, department, tuple(rows), default, agreement)
