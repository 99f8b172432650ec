"""The plans that a document is about, with the days we propose for them. Pure.

A budget note lists departments under an area and prints the years it gives money: that is a plan for the area from the
first of those years. Whatever is put together like that is `derived`, and says of what.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etl.extract.facts import Extraction, Period, PrintedTable
from geodata.names import slug


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that the document is about: its id, area and the days we propose for it."""

    plan_id: str
    area: str
    start: date
    end: date | None
    end_because: str


def planned(said: Extraction) -> list[Planned]:
    """One plan an area with listed departments; none where no first year can be told."""
    areas = list(dict.fromkeys(row.area for row in said.departments))
    found = []
    for area in areas:
        start = _start(said, area)
        if start is not None:
            end, because = _end(said, area, start)
            found.append(Planned(f"{slug(area)}-{start.year}", area, start, end, because))
    return found


def _years(tables: Iterable[PrintedTable]) -> list[int]:
    """The year columns of the first table that is of new money."""
    for table in tables:
        years = [int(column) for column in table.columns if column.isdigit() and len(column) == 4]
        if years and "tidligere" not in table.title.lower():
            return years
    return []


def _start(said: Extraction, area: str) -> date | None:
    for period in said.periods:
        if period.subject == "plan" and is_about(period, area) and period.start is not None:
            return period.start
    years = _years(said.tables)
    return date(min(years), 1, 1) if years else None


def _end(said: Extraction, area: str, start: date) -> tuple[date | None, str]:
    """The last day: of the printed duration, else of the budget years; and which of them it is."""
    lasting = [row for row in said.periods if row.duration_years and row.subject == "plan"]
    named = [row for row in lasting if is_about(row, area)]
    areas = {row.area for row in said.departments}
    normal = [row for row in lasting if not any(is_about(row, other) for other in areas)]
    for row in [*named, *normal]:
        if row.duration_years is not None:
            last = start.replace(year=start.year + row.duration_years - 1, month=12, day=31)
            return last, f"Varigheden er trykt som {row.duration_years} år (linje {row.line})"
    for row in said.periods:
        if row.subject == "plan" and is_about(row, area) and row.end is not None and row.end > start:
            return row.end, f"Slutdagen er trykt (linje {row.line})"
    years = _years(said.tables)
    return (date(max(years), 12, 31), "Udgangen af det sidste budgetår") if years else (None, "")


def is_about(period: Period, area: str) -> bool:
    """Whether a printed period is said of the area."""
    return area.lower() in period.name.lower()
