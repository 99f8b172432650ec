"""Plans in time: which periods hold a day, the state a plan is in, spans of days and what lies between. Pure.

End dates are inclusive, here as in the register. No clock is read: what is held against a day is given the day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.model import Event, Membership, PlanLink, PlanPeriod, PlanState, Reading, State

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """A span of days, both ends in it."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"spændet slutter {self.last}, før det begynder {self.first}")

    @property
    def count(self) -> int:
        """How many days it holds, at least one."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """The days the register vouches for that a plan ran, and on which side it may have run longer.

    `days` is None where no day is known. An open side begins or ends with the days that the plan's states name, which
    are no claim that it began or ended there.
    """

    days: Days | None
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """The days on which something was under a plan, as spans that neither touch nor overlap, and the gaps between.

    From the first covered day to the last every day is in a span or in a gap. A gap is what the sources do not cover,
    which is not to say that nothing did.
    """

    spans: tuple[Days, ...]
    gaps: tuple[Days, ...]

    @property
    def days(self) -> int:
        """Covered days, each counted once."""
        return sum(span.count for span in self.spans)

    @property
    def gap_days(self) -> int:
        """Days in the gaps."""
        return sum(gap.count for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on the timeline, with every row that tells of it. `days` is None where no source gives a day."""

    days: Days | None
    told: tuple[Event, ...]


def state_day(year: int) -> date:
    """The day a year stands for on every map and figure: 31 December."""
    return date(year, 12, 31)


def periods_of_reading(periods: Iterable[PlanPeriod], reading: Reading) -> list[PlanPeriod]:
    """One dated period a plan: the one of the reading, or the default where the reading has none."""
    chosen: dict[str, PlanPeriod] = {}
    for period in periods:
        if period.role == reading or (period.role == "default" and period.plan_id not in chosen):
            chosen[period.plan_id] = period
    return [chosen[plan_id] for plan_id in sorted(chosen)]


def plans_on(day: date, periods: Iterable[PlanPeriod]) -> set[str]:
    """Ids of the plans whose period holds the day."""
    return {
        period.plan_id
        for period in periods
        if period.start is not None and period.end is not None and period.start <= day <= period.end
    }


def state_on(day: date, plan_id: str, period: PlanPeriod | None, states: Sequence[PlanState]) -> State | None:
    """The state of a plan on a day: the register's row for it, "udløbet" after the last day, None where unknown."""
    if period is not None and period.end is not None and day > period.end:
        return "udløbet"
    holding = [
        row
        for row in states
        if row.plan_id == plan_id
        and (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or day <= row.valid_to)
    ]
    return max(holding, key=lambda row: row.valid_from or date.min).state if holding else None


def disagreement(plan_id: str, periods: Iterable[PlanPeriod]) -> tuple[Days, ...]:
    """The days that hang on which source is believed: held by the default period or by the agreement's, not by both.

    None where only one of them is dated on both sides, or the two are the same.
    """
    of_plan = {row.role: days for row in periods if row.plan_id == plan_id and (days := days_of(row)) is not None}
    if "default" not in of_plan or "agreement" not in of_plan:
        return ()
    one, other = of_plan["default"], of_plan["agreement"]
    return tuple(sorted((*_without(one, other), *_without(other, one))))


def days_of(period: PlanPeriod) -> Days | None:
    """The days of a period that is dated on both sides; None for any other."""
    return Days(period.start, period.end) if period.start is not None and period.end is not None else None


def plan_span(plan_id: str, period: PlanPeriod | None, states: Iterable[PlanState]) -> PlanSpan:
    """The days a plan is known to have run: its period, and on a side that is not dated what states "i drift" say."""
    start, end = (period.start, period.end) if period is not None else (None, None)
    in_force = [row for row in states if row.plan_id == plan_id and row.state == "i drift"]
    known = [day for row in in_force for day in (row.valid_from, row.valid_to) if day is not None]
    first, last = start or min([*known, *([end] if end else [])], default=None), end or max(known, default=None)
    days = Days(first, max(first, last or first)) if first is not None else None
    return PlanSpan(days, open_start=start is None, open_end=end is None)


def state_spans(
    within: Days, plan_id: str, period: PlanPeriod | None, states: Sequence[PlanState]
) -> list[tuple[Days, State | None]]:
    """The states of a plan within some days, in order: each span as long as its state, None where it is unknown.

    Every day has the state `state_on` gives it.
    """
    own = [row for row in states if row.plan_id == plan_id]
    changes = {row.valid_from for row in own} | {row.valid_to + _DAY for row in own if row.valid_to is not None}
    changes |= {period.end + _DAY} if period is not None and period.end is not None else set()
    starts = sorted({within.first} | {day for day in changes if day is not None and within.first < day <= within.last})
    lasts = [*(day - _DAY for day in starts[1:]), within.last]
    made: list[tuple[Days, State | None]] = []
    for first, last in zip(starts, lasts, strict=True):
        state = state_on(first, plan_id, period, own)
        if made and made[-1][1] == state:
            first = made.pop()[0].first
        made.append((Days(first, last), state))
    return made


def days_left(period: PlanPeriod | None, day: date) -> int | None:
    """Days from a day to the last day of a period, negative when it has passed; None where no last day is known."""
    return (period.end - day).days if period is not None and period.end is not None else None


def days_between(link: PlanLink, periods: Mapping[str, PlanPeriod]) -> int | None:
    """Days between the last day of the plan before and the first of the one after: 0 where they meet or overlap.

    `periods` has one period a plan (`periods_of_reading`). None where either day is unknown.
    """
    before, after = periods.get(link.predecessor_id), periods.get(link.plan_id)
    if before is None or after is None or before.end is None or after.start is None:
        return None
    return max(0, (after.start - before.end).days - 1)


def membership_days(membership: Membership, periods: Mapping[str, PlanPeriod]) -> Days | None:
    """The days of a membership: its own, within its plan's; None where the plan's are not known or share none.

    A plan whose period is not dated on both sides holds no day, as in coverage.
    """
    period = periods.get(membership.plan_id)
    whole = days_of(period) if period is not None else None
    if whole is None:
        return None
    first, last = max(whole.first, membership.valid_from), min(whole.last, membership.valid_to or whole.last)
    return Days(first, last) if first <= last else None


def covered(spans: Iterable[Days]) -> Covered:
    """Spans put together, whatever their order: those that touch or overlap become one, and gaps lie between."""
    merged: list[Days] = []
    for span in sorted(spans):
        if merged and span.first <= merged[-1].last + _DAY:
            merged[-1] = Days(merged[-1].first, max(merged[-1].last, span.last))
        else:
            merged.append(span)
    pairs = zip(merged, merged[1:], strict=False)
    return Covered(tuple(merged), tuple(Days(one.last + _DAY, other.first - _DAY) for one, other in pairs))


def marks(events: Iterable[Event]) -> list[Mark]:
    """Events by day, those without a day last. Rows that tell the same of the same days are one mark."""
    told: dict[tuple[object, ...], list[Event]] = {}
    for event in sorted(events, key=lambda row: row.event_id):
        told.setdefault((event.kind, event.on, event.until, event.name_da), []).append(event)
    made = [Mark(_event_days(rows[0]), tuple(rows)) for rows in told.values()]
    return sorted(
        made, key=lambda mark: (mark.days is None, mark.days or Days(date.min, date.min), mark.told[0].event_id)
    )


def _event_days(event: Event) -> Days | None:
    return Days(event.on, event.until) if event.on is not None and event.until is not None else None


def _without(one: Days, other: Days) -> Iterable[Days]:
    """The days of one that the other does not hold."""
    if one.first < other.first:
        yield Days(one.first, min(one.last, other.first - _DAY))
    if one.last > other.last:
        yield Days(max(one.first, other.last + _DAY), one.last)
