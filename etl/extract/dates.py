"""Days, months, quarters, seasons and years as documents print them. Pure; every pattern is bounded.

What is printed becomes the span of days it covers: "efteråret 2025" is 1 September to 30 November, "medio 2017" May to
August. Without a year nothing is a date, but for the first of two days that share one ("1. maj til 3. juni 2026").
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
_SHORT_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9}
_SHORT_MONTHS |= {"okt": 10, "nov": 11, "dec": 12}
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | _SHORT_MONTHS
MONTH = rf"(?:{'|'.join(MONTHS)}|(?:{'|'.join(sorted(_SHORT_MONTHS, key=len, reverse=True))})\b\.?)"
# the months a season covers; winter begins in December of the year before, and no paper of the city's dates by it
_SEASONS = {"foråret": (3, 5), "forår": (3, 5), "sommeren": (6, 8), "sommer": (6, 8), "sommerferien": (6, 8)}
_SEASONS |= {"efteråret": (9, 11), "efterår": (9, 11)}
_PARTS = {"primo": 0, "starten af": 0, "begyndelsen af": 0, "medio": 1, "midten af": 1}
_PARTS |= {"ultimo": 2, "slutningen af": 2, "udgangen af": 2}
_PART = "|".join(_PARTS)
YEAR = r"(?:19|20)\d\d"

_DAY = r"(?P<day>[0-3]?\d)\.? ?"
_ANOTHER_DAY = rf"(?= ?(?:[–—-]|til(?: og med)?|og) ?(?:den |d\. )?[0-3]?\d\. ?{MONTH} (?P<later>{YEAR}))"
_WRITTEN = rf"{_DAY}(?P<month>{MONTH})(?: (?P<year>{YEAR})|{_ANOTHER_DAY})"
# 22.11.2016, 1/7-2017, 10/12-15, 22/9 2016
_DIGITS = (
    rf"(?P<day>[0-3]?\d)(?:(?P<mark>[./-])(?P<no>[01]?\d)(?P=mark)|/(?P<no_2>[01]?\d)(?:-| (?=\d{{4}})))"
    rf"(?P<short>{YEAR}|\d\d)"
)
_INTERNATIONAL = rf"(?P<year>{YEAR})-(?P<no>[01]\d)-(?P<day>[0-3]\d)"
_QUARTER = rf"(?P<quarter>[1-4]\.|første|andet|tredje|fjerde) ?(?:kvartal|kv\.)(?: i| af)? (?P<year>{YEAR})"
_HALF = rf"(?P<half>[12]\.|første|anden|andet|sidste) ?(?:halvår|halvdel|halvdelen)(?: i| af)? (?P<year>{YEAR})"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)}) (?:i |af )?(?P<year>{YEAR})"
_OF_MONTH = rf"(?:(?P<part>{_PART}|i) )?(?P<month>{MONTH}) (?P<year>{YEAR})"
_OF_YEAR = rf"(?:(?P<part>{_PART})|inden|senest(?: i)?|i løbet af|i år|frem (?:til|mod)) (?P<year>{YEAR})"
# what may not stand around a date: the rest of a word, number, path or span of years
_BEFORE, _AFTER = r"(?<![\w.-])(?<!\d/)(?<!\w/)", r"(?!\w|/\d|-\d|\.\d)"
_KINDS = tuple(
    (kind, re.compile(before + pattern + after, re.IGNORECASE))
    for kind, pattern, before, after in (
        # "1. januar 2026-1. januar 2029" is two days
        ("day", _WRITTEN, r"(?:(?<![\w./-])|(?<=\d{4}-))", r"(?!\w|/\d|-\d{2,4}\b(?!\.)|\.\d)"),
        ("digits", _DIGITS, r"(?<![\w./-])", r"(?!\w|/\w|-\d|\.\d)"),
        ("international", _INTERNATIONAL, r"(?<![\w./-])", r"(?!\w|/\w|-\d|\.\d)"),
        ("quarter", _QUARTER, _BEFORE, _AFTER),
        ("half", _HALF, _BEFORE, _AFTER),
        ("season", _SEASON, _BEFORE, _AFTER),
        ("month", _OF_MONTH, r"(?<![\w.-])(?<!\d/)", _AFTER),
        # "ultimo 2016/primo 2017" is two
        ("year", _OF_YEAR, r"(?<![\w.-])", _AFTER),
    )
)
_DIGIT, _AROUND = re.compile(r"\d+"), 60
_BARE_YEAR = re.compile(
    rf"(?<![\w.,/-])(?:i|siden|fra|efter) (?P<year>{YEAR})(?![\w/]| ?[–—-] ?\d|[.,]\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: the span of days it covers, where it stands, and how fine it is."""

    on: date
    until: date
    start: int
    end: int
    printed: str
    precision: str  # day, quarter, half, season, month, year; "primo maj 2026" is a month, "medio 2026" a year


def dates(text: str, start: int = 0, end: int | None = None) -> Iterator[Dated]:
    """The dates of a text in order; where two readings overlap the finer one holds. A day that is none is left out."""
    last = len(text) if end is None else end
    taken = [
        (found.start(), order, kind, found)
        for low, high in _near_digits(text, start, last)
        for order, (kind, pattern) in enumerate(_KINDS)
        for found in pattern.finditer(text, low, high)
    ]
    ends = -1
    for begins, _, kind, found in sorted(taken, key=lambda one: one[:2]):
        if begins < ends:
            continue
        ends = found.end()  # also of a day that is none: "31. november 2026" is not read as November
        span = _span(kind, found)
        if span is not None:
            precision = "day" if kind in ("digits", "international") else kind
            yield Dated(*span, begins, ends, found.group(), precision)


def _near_digits(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches in which a date can stand, widely cut: every one holds a digit, and most of a text holds none."""
    low, high = start, start
    for found in _DIGIT.finditer(text, start, end):
        if found.start() - _AROUND > high:
            if high > start:
                yield low, high
            low = max(start, found.start() - _AROUND)
        high = min(end, found.end() + _AROUND)
    if high > start:
        yield low, high


def bare_years(text: str, start: int = 0, end: int | None = None) -> Iterator[Dated]:
    """The years a text ties something to with a preposition alone: "i 2030", "siden 2014"; never "i 2026-2029"."""
    for found in _BARE_YEAR.finditer(text, start, len(text) if end is None else end):
        year = int(found["year"])
        yield Dated(date(year, 1, 1), date(year, 12, 31), found.start(), found.end(), found.group(), "year")


def month_number(name: str) -> int:
    """ "maj" and "Nov." as 5 and 11. Raises KeyError for what names no month."""
    return _MONTH_NUMBERS[name.lower().rstrip(".")]


_ORDINALS = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "sidste": 2}


def _span(kind: str, found: re.Match[str]) -> tuple[date, date] | None:
    parts = found.groupdict()
    if kind in ("day", "digits", "international"):
        day = _day(parts)
        return None if day is None else (day, day)
    year = int(parts["year"])
    if kind in ("quarter", "half"):
        ordinal = parts[kind].lower()
        number = _ORDINALS.get(ordinal) or int(ordinal[0])
        months = 3 if kind == "quarter" else 6
        return _months(year, months * (number - 1) + 1, months * number)
    if kind == "season":
        return _months(year, *_SEASONS[parts["season"].lower()])
    part = _PARTS.get((parts["part"] or "").lower())
    if kind == "month":
        number = month_number(parts["month"])
        return _third_of(_months(year, number, number), part)
    return _third_of((date(year, 1, 1), date(year, 12, 31)), part)


def _day(parts: dict[str, str]) -> date | None:
    """The day that a match gives, or None for a 31 November."""
    year = int(parts.get("year") or parts.get("later") or parts["short"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    month = month_number(parts["month"]) if "month" in parts else int(parts.get("no") or parts["no_2"])
    try:
        return date(year, month, int(parts["day"]))
    except ValueError:
        return None


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
