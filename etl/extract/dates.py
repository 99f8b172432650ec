"""Days, months, quarters, seasons and years as documents print them. Pure; every pattern is bounded.

What is printed becomes the span of days it covers: "efteråret 2025" is 1 September to 30 November.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november"),
    "december",
)
_MONTH = "|".join(MONTHS)
# the months a season covers; winter begins in December of the year before
_SEASONS = {"foråret": (3, 5), "forår": (3, 5), "sommeren": (6, 8), "sommer": (6, 8), "sommerferien": (6, 8)}
_SEASONS |= {"efteråret": (9, 11), "efterår": (9, 11)}
_PARTS = {"primo": 0, "medio": 1, "ultimo": 2}
_YEAR = r"(?:19|20)\d\d"

_WRITTEN = rf"(?P<day>[0-3]?\d)\. ?(?P<month>{_MONTH}) (?P<year>{_YEAR})"
_DIGITS = rf"(?P<day>[0-3]?\d)(?P<mark>[./-])(?P<no>[01]?\d)(?:(?P=mark)|-)(?P<short>{_YEAR}|\d\d)"
_QUARTER = rf"(?P<quarter>[1-4])\. ?kvartal (?P<year>{_YEAR})"
_HALF = rf"(?P<half>[12]\.|første|anden|andet|sidste) ?(?:halvår|halvdel|halvdelen)(?: af)? (?P<year>{_YEAR})"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)}) (?:i |af )?(?P<year>{_YEAR})"
_OF_MONTH = rf"(?:(?P<part>primo|medio|ultimo|i|starten af|slutningen af) )?(?P<month>{_MONTH}) (?P<year>{_YEAR})"
_OF_YEAR = rf"(?P<part>primo|medio|ultimo|inden|senest i|i løbet af|i år) (?P<year>{_YEAR})"
_KINDS = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/]|-\d|\.\d)", re.IGNORECASE)
    for pattern in (_WRITTEN, _DIGITS, _QUARTER, _HALF, _SEASON, _OF_MONTH, _OF_YEAR)
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: the span of days it covers, where it stands, and how fine it is."""

    on: date
    until: date
    start: int
    end: int
    printed: str
    precision: str  # day, month, quarter, half, season, part, year


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[Dated]:
    """The dates of a text in order; where two readings overlap the finer one holds. A day that is none is left out."""
    last = len(text) if end is None else end
    taken: list[Dated] = []
    for kind, pattern in zip(_NAMES, _KINDS, strict=True):
        for found in pattern.finditer(text, start, last):
            span = _span(kind, found)
            if span is not None:
                taken.append(Dated(*span, found.start(), found.end(), found.group(), kind))
    # finer kinds come first in `_KINDS`: a later one that begins inside an earlier is dropped
    kept: list[Dated] = []
    ends = -1
    for one in sorted(taken, key=lambda one: (one.start, _NAMES.index(one.precision))):
        if one.start >= ends:
            kept.append(one)
            ends = one.end
    yield from kept


_NAMES = ("day", "digits", "quarter", "half", "season", "month", "year")


def _span(kind: str, found: re.Match[str]) -> tuple[date, date] | None:
    parts = found.groupdict()
    try:
        if kind == "day":
            day = date(int(parts["year"]), MONTHS.index(parts["month"].lower()) + 1, int(parts["day"]))
            return day, day
        if kind == "digits":
            short = parts["short"]
            day = date(int(short) if len(short) == 4 else 2000 + int(short), int(parts["no"]), int(parts["day"]))
            return day, day
    except ValueError:
        return None
    year = int(parts["year"])
    if kind == "quarter":
        first = 3 * int(parts["quarter"]) - 2
        return _months(year, first, first + 2)
    if kind == "half":
        return _months(year, 1, 6) if parts["half"].lower() in ("1.", "første") else _months(year, 7, 12)
    if kind == "season":
        return _months(year, *_SEASONS[parts["season"].lower()])
    part = _PARTS.get((parts["part"] or "").lower())
    if kind == "month":
        number = MONTHS.index(parts["month"].lower()) + 1
        return _third_of(_months(year, number, number), part)
    return _third_of((date(year, 1, 1), date(year, 12, 31)), part)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _third_of(span: tuple[date, date], part: int | None) -> tuple[date, date]:
    """Primo, medio and ultimo as the first, middle and last third of a year (four months) or month (ten days)."""
    first, last = span
    if part is None:
        return span
    if first.month == last.month:
        bounds = ((1, 10), (11, 20), (21, last.day))[part]
        return first.replace(day=bounds[0]), first.replace(day=bounds[1])
    return _months(first.year, 4 * part + 1, 4 * part + 4)
