"""What disagrees between the printed days of a plan and the years it is said to run. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from etl.extract import numbers
from etl.extract.disagreement import Sentence, disagree, plain
from etl.extract.facts import CheckFinding, Period
from geodata.funding import figure, in_english
from geodata.wording import long_date

_USUALLY = re.compile(r"\b(?:normalt|sædvanligvis|typisk|som regel|som udgangspunkt)\b", re.IGNORECASE)
_PROPER = re.compile(r"\b[A-ZÆØÅ][\wæøå]{2,40}")
_MONEY = re.compile(r"\b(?:mio|mia|kr)\b", re.IGNORECASE)  # the years of an amount are not a plan's
_NO_NAMES = frozenset(
    {"helhedsplan", "helhedsplanen", "helhedsplaner", "boligsocial", "boligsociale", "den", "det", "de"}
)


def check(periods: Sequence[Period], sentence: Sentence) -> Iterator[CheckFinding]:
    """A plan's printed days against the years it is said to run: its own, or else what plans "normalt" run."""
    said = [one for one in periods if one.duration_years and one.subject == "plan" and _says_years(one, sentence(one))]
    named = [(one, _areas(one.name)) for one in said]
    usual = [one for one, names in named if not names and _USUALLY.search(sentence(one))]
    seen = set()
    for period in periods:
        names = _areas(period.name)
        if period.subject != "plan" or not period.start or not period.end or not names:
            continue
        own = [one for one, theirs in named if not names.isdisjoint(theirs)]
        key = (period.name, period.start, period.end)
        fitting = own if _only_years(period) else own or usual
        if key in seen or not fitting or (_only_years(period) and _MONEY.search(period.quote)):
            continue
        seen.add(key)
        years = fitting[0].duration_years or 0
        length = _length(period.start, period.end)
        if not any(one.duration_years == length for one in fitting):
            days = f"{long_date(period.start)} – {long_date(period.end)}"
            yield disagree(
                "period-against-duration",
                period,
                years,
                plain(length),
                arithmetic=f"{days} = {figure(plain(length))} år",
                da=f"»{period.name}«: datoerne {days} giver {figure(plain(length))} år; teksten skriver {years} år",
                en=f'"{period.name}": the dates {long_date(period.start, "en_GB")} – '
                f"{long_date(period.end, 'en_GB')} give {in_english(figure(plain(length)))} years; "
                f"the text says {years} years",
            )


def _only_years(period: Period) -> bool:
    """Whether only years are printed ("2022-2025")."""
    return (
        period.start is not None
        and period.end is not None
        and (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
        and not re.search(r"\b\d{1,2}[./-] ?(?:[a-z]{3,9}|\d{1,2})", period.quote)
    )


def _says_years(period: Period, said: str) -> bool:
    """Whether a sentence says the years of a run, not of one already had ("en femårig periode")."""
    words = [word for word, value in numbers.WORDS.items() if value == period.duration_years]
    number = rf"(?:{'|'.join([*words, str(period.duration_years)])})"
    yet_to_run = rf"\b(?:indgås|indgået|fornye?s|løber|gælder)\b[^.;:]{{0,40}} {number} ?-?årig"
    return re.search(rf"\b{number} år\b|{yet_to_run}", said, re.IGNORECASE) is not None


def _names(name: str) -> set[str]:
    return {word.lower() for word in _PROPER.findall(name)} - _NO_NAMES


def _areas(name: str) -> set[frozenset[str]]:
    """Each area of a name by its words: "Nørrebro og Amager Øst" is of two, of which none is Amager Vest."""
    return {frozenset(_names(part)) for part in re.split(r",? og |, | samt ", name)} - {frozenset()}


def _length(start: date, end: date) -> float:
    """Whole years where the days make whole years, else years to one decimal; an end on 1 January is not in it."""
    after = end if (end.month, end.day) == (1, 1) else end + timedelta(days=1)
    if (after.month, after.day) == (start.month, start.day):
        return float(after.year - start.year)
    return round((after - start).days / 365.25, 1)
