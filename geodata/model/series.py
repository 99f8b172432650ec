"""Figures that papers print again and again: each series with its values, dated, as printed. Not the city's statistics.

A forecast is a printed value too, and says so.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from geodata.model.sources import Source
from geodata.model.words import require

ValueKind = Literal["measured", "forecast"]
# 2016-11-22 | 2016-11 | 2017-Q1 | 2016-H1 | 2016 | 2013/2015 (a span of such)
_AS_OF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?|-Q[1-4]|-H[12])?(?:/\d{4}(?:-\d\d)?)?")
_MONTHS = {"": 12, "H": 6, "Q": 3}  # of a year, a half year, a quarter; anything else is one month


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What is counted. `unit` words stand behind the figure; `definition` says what it leaves open."""

    series_id: str
    name_da: str
    name_en: str
    unit_da: str
    unit_en: str
    definition_da: str
    definition_en: str
    accepted_by: str
    accepted_on: date
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesValue:
    """One printed figure. `as_of` is a day, month, quarter (Q), half year (H), year, or a span "2013/2015".

    `basis` is where the paper says the figure is from, None where it does not. `part_of` is the value this is a part
    of; `forecast_of` the measured value a forecast goes on from.
    """

    key: str
    series_id: str
    as_of: str
    kind: ValueKind
    printed: str
    value: float
    approximate: bool
    basis: str | None
    part_of: str | None
    forecast_of: str | None
    source: Source

    def __post_init__(self) -> None:
        require(_is_a_time(self.as_of), f"{self.key}: »{self.as_of[:20]}« er ikke en tid")
        figure = float(self.printed.replace(".", "").replace(",", "."))
        require(figure == self.value, f"{self.key}: printed er »{self.printed}«, men value er {self.value:g}")
        require(self.forecast_of is None or self.kind == "forecast", f"{self.key}: kun en prognose bygger på et tal")

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the time it is for: "2016-H1" -> 1 January and 30 June 2016."""
        return _days_of(self.as_of)


def _is_a_time(as_of: str) -> bool:
    try:
        return _AS_OF.fullmatch(as_of) is not None and _days_of(as_of)[0] <= _days_of(as_of)[1]
    except ValueError:  # a thirteenth month, a 31 June
        return False


def _days_of(as_of: str) -> tuple[date, date]:
    first, _, last = as_of.partition("/")
    return _days(first)[0], _days(last or first)[1]


def _days(text: str) -> tuple[date, date]:
    if len(text) == len("2016-11-22"):
        return date.fromisoformat(text), date.fromisoformat(text)
    year, rest = int(text[:4]), text[5:]
    months = _MONTHS.get(rest[:1], 1)
    part = int(rest.lstrip("QH") or 1)
    first, after = months * (part - 1), months * part
    return date(year, first + 1, 1), date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
