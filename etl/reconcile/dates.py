"""Checks over days: a period against its own length, money against periods, events of one matter against each other.

Pure. A period that ends on 1 January is counted to the day before: the paper means the turn of the year.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from etl.reconcile.telling import MINUS, held, kroner_en, plain, rounded, sources
from geodata import timeline
from geodata.funding import in_unit
from geodata.model import READINGS, Event, Finding, Funding, Held, PlanPeriod, Reading
from geodata.wording import ENGLISH, listing, long_date, span

if TYPE_CHECKING:
    from etl.register import Register

DURATION_TOLERANCE = 0.5  # years: a duration printed in whole years says no more
_READING_DA = {"default": "de perioder, kortet følger,", "agreement": "aftalens datoer"}
_READING_EN = {"default": "the periods the map follows", "agreement": "the dates of the agreement"}


def period_against_duration(register: "Register") -> list[Finding | Held]:
    """The length of printed periods against the duration that is stated of the same plan."""
    told: list[Finding | Held] = []
    names = {plan.plan_id: (plan.name, plan.name_en) for plan in register.plans}
    for period in register.plan_periods:
        if period.start is None or period.end is None or period.source.status != "printed":
            continue
        stated = [
            row
            for row in register.plan_periods
            if row.plan_id == period.plan_id and row.role == "statement" and row.duration_years is not None
        ]
        length = _years(period.start, _last_day(period.end))
        against = [row for row in stated if abs(length - (row.duration_years or 0)) >= DURATION_TOLERANCE]
        if against:
            told.append(_too_long_or_short(period, length, against, stated, names[period.plan_id]))
        elif stated:
            told.append(_as_long_as_stated(period, length, stated))
    return told


def budget_year_outside_period(register: "Register") -> list[Finding]:
    """Money of named plans in a year in which none of them runs: by one reading of the periods, or by every one."""
    plans_of = {row.subject_id: row.plan_ids for row in register.funding_subjects if row.plan_ids}
    by_year: dict[tuple[str, int], list[Funding]] = {}
    for row in register.funding:
        if row.subject_id in plans_of and not row.is_total and row.year_from is not None and row.year_to is not None:
            for year in sorted({row.year_from, row.year_to}):
                by_year.setdefault((row.subject_id, year), []).append(row)
    found = []
    names = {row.plan_id: (row.name, row.name_en) for row in register.plans}
    for (subject_id, year), rows in sorted(by_year.items()):
        periods = {
            reading: [
                row
                for row in timeline.periods_of_reading(register.plan_periods, reading)
                if row.plan_id in plans_of[subject_id]
            ]
            for reading in READINGS
        }
        known = {reading: of_it for reading, of_it in periods.items() if len(of_it) == len(plans_of[subject_id])}
        outside = {reading: of_it for reading, of_it in known.items() if not any(_runs(row, year) for row in of_it)}
        if outside:
            inside = {
                reading: [names[row.plan_id] for row in of_it if _runs(row, year)]
                for reading, of_it in known.items()
                if reading not in outside
            }
            found.append(_outside(subject_id, year, rows, outside, inside))
    return found


def dates_against_each_other(register: "Register") -> list[Finding]:
    """Events of one matter whose spans of days do not meet."""
    topics: dict[str, list[tuple[date, date, Event]]] = {}
    for row in register.events:
        if row.topic is not None and row.on is not None and row.until is not None:
            topics.setdefault(row.topic, []).append((row.on, row.until, row))
    found = []
    for topic, events in sorted(topics.items()):
        _, ended, early = min(events, key=lambda event: event[1])
        begun, _, late = max(events, key=lambda event: event[0])
        if ended < begun:
            found.append(_apart(topic, early, late, ended, begun))
    return found


def _last_day(end: date) -> date:
    return end - timedelta(days=1) if (end.month, end.day) == (1, 1) and end > date.min else end


def _years(start: date, last: date) -> float:
    after = last + timedelta(days=1) if last < date.max else last
    return (after.year - start.year) + (after.month - start.month) / 12 + (after.day - start.day) / 365


def _runs(period: PlanPeriod, year: int) -> bool:
    """Whether the period holds a day of the year; an end nobody states may hold any."""
    has_begun = period.start is None or period.start.year <= year
    return has_begun and (period.end is None or _last_day(period.end).year >= year)


def _as_long_as_stated(period: PlanPeriod, length: float, stated: Sequence[PlanPeriod]) -> Held:
    return held(
        "period-against-duration",
        period.key,
        [period, *stated],
        printed=stated[0].duration_years or 0,
        computed=_computed(length),
        arithmetic=_from_to(period, length),
    )


def _too_long_or_short(
    period: PlanPeriod,
    length: float,
    against: Sequence[PlanPeriod],
    stated: Sequence[PlanPeriod],
    names: tuple[str, str],
) -> Finding:
    years = _years_da(length)
    said = listing([str(number) for number in sorted({row.duration_years or 0 for row in against})])
    last = _last_day(period.end or date.max)
    turned = last != period.end
    return Finding(
        finding_id=f"period-against-duration/{period.key}",
        check="period-against-duration",
        severity="error" if len(against) == len(stated) else "ambiguous",
        subject=f"plan/{period.plan_id}",
        message_da=(
            f"{names[0]}: den trykte periode {span(period)} er {years} år, men varigheden er oplyst til {said} år."
            + (f" Slutdagen er regnet som {long_date(last)}." if turned else "")
        ),
        message_en=(
            f"{names[1]}: the printed period {span(period, locale=ENGLISH)} is {years.replace(',', '.')} years long, "
            f"but the duration is stated as {said.replace(' og ', ' and ')} years."
            + (f" The end is counted as {long_date(last, ENGLISH)}." if turned else "")
        ),
        printed=against[0].duration_years,
        computed=_computed(length),
        arithmetic=_from_to(period, length),
        sources=sources([period, *against]),
    )


def _from_to(period: PlanPeriod, length: float) -> str:
    last = _last_day(period.end or date.max)
    return f"{long_date(period.start or last)} – {long_date(last)} = {_years_da(length)} år"


def _years_da(length: float) -> str:
    return plain(length) if length == int(length) else rounded(length, 1)


def _computed(length: float) -> int | float:
    return int(length) if length == int(length) else round(length, 2)


def _outside(
    subject_id: str,
    year: int,
    rows: Sequence[Funding],
    outside: dict[Reading, list[PlanPeriod]],
    inside: dict[Reading, list[tuple[str, str]]],
) -> Finding:
    """`outside` has the periods of each reading by which no plan runs; `inside` names those that do by another."""
    row = next((one for one in rows if one.year_from == one.year_to), rows[0])
    periods = next(iter(outside.values()))
    last = max((_last_day(period.end) for period in periods if period.end is not None), default=date.min)
    ended = last.year < year and all(period.end is not None for period in periods)
    da = [f"Der er afsat {row.printed} ({row.unit}) til »{row.name_da}« i {year}"]
    english = [f'{kroner_en(row.printed, row.unit)} is set aside for "{row.name_en}" in {year}']
    da.append(f", men efter {listing([_READING_DA[one] for one in outside])} løber ingen af planerne det år")
    english.append(f", but by {listing([_READING_EN[one] for one in outside], ENGLISH)} no plan of it runs that year")
    da.append(f"; den sidste slutter {long_date(last)}." if ended else ".")
    english.append(f"; the last one ends on {long_date(last, ENGLISH)}." if ended else ".")
    for reading, run in inside.items():
        da.append(f" Efter {_READING_DA[reading]} løber {listing([name for name, _ in run])}.")
        english.append(f" By {_READING_EN[reading]} it is {listing([name for _, name in run], ENGLISH)}.")
    return Finding(
        finding_id=f"budget-year-outside-period/{subject_id}/{year}",
        check="budget-year-outside-period",
        severity="ambiguous" if inside else "error",
        subject=f"funding-subject/{subject_id}",
        message_da="".join(da),
        message_en="".join(english),
        printed=in_unit(row.amount_kr, row.unit),
        arithmetic=f"{long_date(last)} < 1. januar {year}" if ended else "",
        sources=sources([*rows, *periods]),
    )


def _apart(topic: str, early: Event, late: Event, ended: date, begun: date) -> Finding:
    days = (begun - ended).days
    return Finding(
        finding_id=f"dates-against-each-other/{topic}",
        check="dates-against-each-other",
        severity="ambiguous",
        subject=f"topic/{topic}",
        message_da=(
            f"Papirerne er uenige om tiden: {_event(early)}, men {_event(late)}. "
            f"Fra det første slutter, til det andet begynder, går der {_days_da(days)}."
        ),
        message_en=(
            f"The papers disagree on the time: {_event_en(early)}, but {_event_en(late)}. From the end of the one "
            f"to the start of the other it is {days} day{'s' if days != 1 else ''}."
        ),
        computed=days,
        arithmetic=f"{long_date(begun)} {MINUS} {long_date(ended)} = {_days_da(days)}",
        sources=sources([early, late]),
    )


def _days_da(days: int) -> str:
    return f"{days} dag{'e' if days != 1 else ''}"


def _event(event: Event) -> str:
    return f"»{event.name_da}« ({_days(event)})"


def _event_en(event: Event) -> str:
    return f'"{event.name_en}" ({_days(event, ENGLISH)})'


def _days(event: Event, locale: str = "da") -> str:
    ends = [long_date(day, locale) for day in (event.on, event.until) if day is not None]
    return " – ".join(dict.fromkeys(ends))
