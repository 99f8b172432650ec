"""How checks tell what they found: figures, times and row keys, in Danish and in English. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.dates import format_date

from geodata.catalogue import HOME, name_of
from geodata.funding import figure, in_english
from geodata.model import Held, MoneyUnit
from geodata.wording import DANISH, ENGLISH, long_date, number

MINUS = "−"
_UNIT_EN: dict[MoneyUnit, str] = {"1.000 kr.": "thousand", "mio. kr.": "million"}


def en(danish: str) -> str:
    """Figures written the English way: "1.100 + 1.654" -> "1,100 + 1,654", "12,5 %" -> "12.5%"."""
    return in_english(danish).replace(" %", "%")


def kroner_en(printed: str, unit: MoneyUnit) -> str:
    """A printed amount in English: "31,2" mio. kr. -> "DKK 31.2 million"."""
    return f"DKK {en(printed)} {_UNIT_EN[unit]}"


def exact(value: float) -> int | float:
    """The number as a finding holds it: whole where it is, else with six decimals at most."""
    near = round(value, 6)
    return int(near) if near == int(near) else near


def rounded(value: float, decimals: int) -> str:
    """Danish notation with so many decimals, a half rounded up: 10.065 with two -> "10,07"."""
    exact = Decimal(str(round(value, 9))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return number(float(exact), decimals)


def plain(value: float) -> str:
    """Danish notation without more decimals than there are: 282.0 -> "282", 12.5 -> "12,5"."""
    return figure(exact(value))


def sources(rows: Iterable[Any]) -> tuple[str, ...]:
    """What a finding rests on: "table/key" of each register row, once, in order."""
    return tuple(dict.fromkeys(f"{HOME[type(row)][0]}/{name_of(row)}" for row in rows))


def held(
    check: str, name: str, rows: Iterable[Any], *, printed: int | float, computed: int | float, arithmetic: str
) -> Held:
    """What a check held against what, and fits. `name` is its own within the check; the first row has the figure."""
    keys = sources(rows)
    return Held(
        held_id=f"{check}/{name}",
        check=check,
        subject=keys[0],
        printed=printed,
        computed=computed,
        arithmetic=arithmetic,
        sources=keys,
    )


def when(as_of: str, locale: str = DANISH) -> str:
    """A series' time in words: "2016-H1" -> "1. halvår 2016", "2016-11" -> "november 2016", "2013/2015" a span."""
    first, _, last = as_of.partition("/")
    return f"{_one(first, locale)}-{_one(last, locale)}" if last else _one(first, locale)


def _one(text: str, locale: str) -> str:
    year, _, rest = text.partition("-")
    if not rest:
        return year
    if rest[0] in "QH":
        word = {"Q": "kvartal", "H": "halvår"}[rest[0]]
        return f"{rest[1]}. {word} {year}" if locale != ENGLISH else f"{rest} {year}"
    if "-" in rest:
        return long_date(date.fromisoformat(text), locale)
    return format_date(date(int(year), int(rest), 1), "MMMM y", locale=locale)
