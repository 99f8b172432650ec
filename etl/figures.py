"""Statistics as read -> the figures of every indicator, for roder, city districts and the city. Pure.

Means are computed of all that is published and only then are shares of few people held back, with as many others as
it takes to keep a reader from computing them (`disclosure.py`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from etl.disclosure import HeldBack, Limits, Tract, held_back
from geodata import averages
from geodata.averages import Pooled
from geodata.model import Indicator, IndicatorValue, Rode
from geodata.model.statistics import CITY_NO, Level, Missing

RESIDENTS, POPULATION, DISPOSABLE_INCOME = "residents", "population", "disposable_income"
_DECIMALS = 6  # far more than is shown: a figure is rounded once, when it is written
_SEXES = 2  # a district's disposable income is published for men and for women, and is the two together here


@dataclass(frozen=True, slots=True, kw_only=True)
class RodeYear:
    """What is published of a rode in a year: residents, and shares in percent by indicator; None is an empty cell.

    `rode_no` is None where no rode bears the `name`.
    """

    rode_no: int | None
    name: str
    year: int
    residents: int | None
    shares: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """Disposable income of a place in a year, men and women together: persons with income, and 1,000 kroner."""

    persons: int
    thousand_kroner: float


PlaceYear = tuple[int | None, int]  # number of a city district (None: outside all of them), year


@dataclass(frozen=True, kw_only=True)
class Statistics:
    """The statistics of the city as read: placed in roder and districts, not yet averaged.

    `unplaced` are rows that name no rode. The counts are rows as they stand in the files: those of roder that were
    read and left out (empty, or of years that cannot be compared), and those of districts read, used and left out.
    """

    indicators: tuple[Indicator, ...]
    rode_years: tuple[RodeYear, ...]
    unplaced: tuple[RodeYear, ...]
    population: Mapping[PlaceYear, int]
    income: Mapping[PlaceYear, Income]
    rode_rows_in: int
    rode_rows_left_out: int
    bydel_rows_in: int
    bydel_rows_used: int
    bydel_rows_left_out: int


def indicator_values(statistics: Statistics, roder: Sequence[Rode], limits: Limits) -> list[IndicatorValue]:
    """Every figure of every indicator in the years it is published for, percent, persons or kroner as it says.

    A share that is held back counts in the means all the same.
    """
    published = {(row.rode_no, row.year): row for row in statistics.rode_years}
    held = _held_back(statistics, roder, limits)
    made: list[IndicatorValue] = []
    for indicator in statistics.indicators:
        for year in range(indicator.first_year, indicator.last_year + 1):
            if indicator.published_for == "rode":
                rows = {rode.rode_no: published.get((rode.rode_no, year)) for rode in roder}
                made += _of_roder(indicator, year, rows, roder, held.get((_whole(indicator), year), _NOTHING))
            else:
                made += _of_districts(indicator, year, statistics)
    return made


def _held_back(statistics: Statistics, roder: Iterable[Rode], limits: Limits) -> dict[tuple[str, int], HeldBack]:
    """(whole, year) -> what is held back of its shares."""
    wholes: dict[str, list[Indicator]] = {}
    for indicator in statistics.indicators:
        if indicator.published_for == "rode" and indicator.unit == "percent":
            wholes.setdefault(_whole(indicator), []).append(indicator)
    bydel_of = {rode.rode_no: rode.bydel_no for rode in roder}
    tracts: dict[tuple[str, int], list[Tract]] = {}
    for row in statistics.rode_years:
        for whole, parts in wholes.items():
            shares = _shares(row, parts)
            if row.rode_no in bydel_of and row.residents and shares:
                one = Tract(row.rode_no, bydel_of[row.rode_no], row.residents, shares)
                tracts.setdefault((whole, row.year), []).append(one)
    return {which: held_back(found, limits) for which, found in tracts.items()}


def _shares(row: RodeYear, parts: Iterable[Indicator]) -> dict[str, float]:
    """The row's published shares of a whole, of the indicators that are shown in its year."""
    shown = [one.indicator_id for one in parts if one.first_year <= row.year <= one.last_year]
    return {one: share for one in shown if (share := row.shares[one]) is not None}


def _whole(indicator: Indicator) -> str:
    return indicator.whole or indicator.indicator_id


def city_mean(rows: Iterable[RodeYear], indicator_id: str) -> Pooled | None:
    """The mean share of an indicator over the rows, weighted by residents."""
    return averages.mean((row.shares.get(indicator_id), row.residents) for row in rows)


def last_common_year(indicators: Iterable[Indicator]) -> int:
    """The last year in which every indicator that is published for roder has figures."""
    return min(indicator.last_year for indicator in indicators if indicator.published_for == "rode")


def _of_roder(
    indicator: Indicator,
    year: int,
    rows: Mapping[int, RodeYear | None],
    roder: Iterable[Rode],
    held: HeldBack,
) -> Iterator[IndicatorValue]:
    share = indicator.unit == "percent"
    exact = {rode_no: _figure(indicator, row) for rode_no, row in rows.items()}
    for rode_no, (value, residents) in exact.items():
        missing = (
            _missing(value, residents, held.roder.get(rode_no)) if share else None if residents is not None else _NOT
        )
        yield _value(indicator, "rode", rode_no, year, None if missing else value, residents, None, missing)
    by_bydel = groupby(sorted(roder, key=lambda rode: (rode.bydel_no, rode.rode_no)), key=lambda rode: rode.bydel_no)
    groups: list[tuple[Level, int, list[int], Missing | None]] = [
        *(("bydel", no, [rode.rode_no for rode in inside], held.bydele.get(no)) for no, inside in by_bydel),
        ("city", CITY_NO, sorted(rows), held.city),
    ]
    for level, place_no, inside, why in groups:
        figures = [exact[rode_no] for rode_no in inside]
        pooled = averages.mean(figures) if share else averages.total(residents for _, residents in figures)
        counted = [residents for _, residents in figures if residents is not None]
        nobody: Missing = "no residents" if counted and not any(counted) else _NOT
        if pooled is not None and share and why:
            yield _value(indicator, level, place_no, year, None, pooled.weight, None, why)
        else:
            yield _pooled(indicator, level, place_no, year, pooled, nobody)


def _of_districts(indicator: Indicator, year: int, statistics: Statistics) -> Iterator[IndicatorValue]:
    counts = indicator.indicator_id == POPULATION
    figures: dict[int | None, tuple[float, int]] = {}
    for (place, of_year), found in (statistics.population if counts else statistics.income).items():
        if of_year == year:
            figures[place] = _person_figure(found)
    for place, (value, people) in sorted((no, figure) for no, figure in figures.items() if no is not None):
        if people or counts:
            parts = None if counts else _SEXES
            yield _value(indicator, "bydel", place, year, round(value, _DECIMALS), people, parts, None)
        else:
            yield _value(indicator, "bydel", place, year, None, people, None, "no residents")
    pooled = averages.total(people for _, people in figures.values()) if counts else averages.mean(figures.values())
    yield _pooled(indicator, "city", CITY_NO, year, pooled, _NOT)


def _person_figure(found: int | Income) -> tuple[float, int]:
    """Population as it stands, or income as kroner a person; and the people behind it."""
    if isinstance(found, Income):
        return (1000 * found.thousand_kroner / found.persons if found.persons else 0.0), found.persons
    return found, found


def _figure(indicator: Indicator, row: RodeYear | None) -> tuple[float | None, int | None]:
    if row is None:
        return None, None
    if indicator.indicator_id == RESIDENTS:
        return row.residents, row.residents
    return row.shares[indicator.indicator_id], row.residents


_NOT: Missing = "not published"
_NOTHING = HeldBack({}, {})


def _missing(value: float | None, residents: int | None, held: Missing | None) -> Missing | None:
    if residents == 0:
        return "no residents"  # the file prints 0 there, which is a share of nobody
    if value is None or residents is None:
        return _NOT
    return held


def _pooled(
    indicator: Indicator, level: Level, place_no: int, year: int, pooled: Pooled | None, nobody: Missing
) -> IndicatorValue:
    if pooled is None:
        return _value(indicator, level, place_no, year, None, None, None, nobody)
    return _value(indicator, level, place_no, year, round(pooled.value, _DECIMALS), pooled.weight, pooled.parts, None)


def _value(
    indicator: Indicator,
    level: Level,
    place_no: int,
    year: int,
    value: float | None,
    weight: int | None,
    parts: int | None,
    missing: Missing | None,
) -> IndicatorValue:
    return IndicatorValue(
        indicator_id=indicator.indicator_id,
        level=level,
        place_no=place_no,
        year=year,
        value=None if value is None else float(value),
        weight=weight,
        parts=parts,
        missing=missing,
    )
