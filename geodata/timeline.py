"""Plans in time: which periods hold a day, and the state a plan is in. Pure; end dates are inclusive."""

from collections.abc import Iterable, Sequence
from datetime import date

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
