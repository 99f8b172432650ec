"""How numbers, dates and enumerations read in a language, by Babel's locale data. Pure.

Only form, no words: what a missing figure or a period without dates is called is said by whoever speaks. Danish is
the default; "en_GB" gives English. Spaces within a figure do not break.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from geodata.model import PlanPeriod

DANISH, ENGLISH = "da", "en_GB"
NBSP = "\u00a0"


def number(value: float, decimals: int = 0, locale: str = DANISH) -> str:
    """1234 -> "1.234"; with two decimals 82.6054 -> "82,61"."""
    return _number(value or 0, decimals, locale)  # a zero has no sign


def signed(value: float, decimals: int = 0, locale: str = DANISH) -> str:
    """A difference: 1.5 -> "+1,5", -3.2 -> "−3,2" with a true minus; what rounds to nothing has no sign."""
    text = number(abs(value), decimals, locale)
    if not any(digit in text for digit in "123456789"):
        return text
    return f"{'+' if value > 0 else '−'}{text}"


def percent(share: float, decimals: int = 1, locale: str = DANISH) -> str:
    """0.351 -> "35,1 %" in Danish and "35.1%" in English."""
    return with_percent(number(share * 100, decimals, locale), locale)


def with_percent(figure: str, locale: str = DANISH) -> str:
    """The figure with its per cent sign, set as the language does."""
    return f"{figure}%" if locale == ENGLISH else f"{figure}{NBSP}%"


def long_date(day: date, locale: str = DANISH) -> str:
    """2026-12-31 -> "31. december 2026"."""
    return format_date(day, "long", locale=locale)


def month(day: date, locale: str = DANISH) -> str:
    """The month of a day: "november 2016"."""
    return format_date(day, "LLLL y", locale=locale)


def dated(text: str, locale: str = DANISH) -> str:
    """ "2025-05-29" -> "29. maj 2025"; "2023" -> "2023", where the year is all that is known."""
    return text if len(text) <= 4 else long_date(date.fromisoformat(text), locale)


def span(period: PlanPeriod, not_stated: str = "ikke oplyst", locale: str = DANISH) -> str:
    """A period's days ("1. januar 2026 – 31. december 2029"); an end nobody states is said as `not_stated`."""
    days = [not_stated if day is None else long_date(day, locale) for day in (period.start, period.end)]
    return " – ".join(day.replace(" ", NBSP) for day in days)


def listing(words: Sequence[str], locale: str = DANISH) -> str:
    """["a", "b", "c"] -> "a, b og c"."""
    return format_list(list(words), locale=locale) if words else ""


@lru_cache(maxsize=16_384, typed=True)
def _number(value: float, decimals: int, locale: str) -> str:
    return format_decimal(value, _pattern(decimals), locale=_locale(locale))


@cache
def _pattern(decimals: int) -> NumberPattern:
    """Read once: a map of the roder writes three thousand figures."""
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@cache
def _locale(locale: str) -> Locale:
    return Locale.parse(locale)
