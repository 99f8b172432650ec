"""Plans in time: which periods hold a day, and the state a plan is in. Pure; end dates are inclusive."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from geodata.model import PlanPeriod, PlanState, Reading, State


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


def days_of(as_of: str) -> tuple[date, date]:
    """First and last day of a time as the series write it: "2016-H1" -> 1 January and 30 June 2016.

    A day, month, quarter, half year or year; "2013/2015" runs from the first day of one to the last of the other.
    """
    first, _, last = as_of.partition("/")
    return _days(first)[0], _days(last or first)[1]


def _days(text: str) -> tuple[date, date]:
    if len(text) == len("2016-11-22"):
        return date.fromisoformat(text), date.fromisoformat(text)
    year, rest = int(text[:4]), text[5:]
    months = {"": 12, "Q": 3, "H": 6}.get(rest[:1], 1)
    part = int(rest[1:]) if rest[:1] in ("Q", "H") else int(rest or 1)
    first, after = months * (part - 1), months * part
    return date(year, first + 1, 1), date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
