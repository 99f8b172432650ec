"""How far one figure is from another, and how fast it must change; or why that cannot be told. Pure.

Two figures are held against each other only where the same people count the same thing in the same way at the same
time. Everything else is refused with the reason in both languages and with what is missing, for a page to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geodata.model import Indicator, PlanAreaFigure, Unit

DECIMALS: dict[Unit, int] = {"percent": 2, "kroner": 0, "persons": 0}  # figures are compared as they are shown


class Text(NamedTuple):
    """Words in both languages."""

    da: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure with all that must agree before it may be held against another.

    `definition` names what is counted and `origin` where the figure stands: a dataset, the documents' figures of plan
    areas, or a single one of these ("plan_area_figures/nb"), since what bears no year can be held against what stands
    beside it alone. `ages` and `year` are None where nobody says. `since` is the first year that is counted as now;
    before it lies a break.
    """

    value: float
    unit: Unit
    definition: str
    origin: str
    ages: str | None
    year: int | None
    since: int | None = None

    @property
    def shown(self) -> float:
        """The value with the decimals it is shown with."""
        return round(self.value, DECIMALS[self.unit])


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance of a figure to another: in percentage points (or the figures' own unit), and as their ratio.

    Both are of the figures as they are shown: a reader who subtracts or divides gets the same. `ratio` is None where
    the other is zero.
    """

    of: Measured
    to: Measured

    @property
    def difference(self) -> float:
        """By how much the figure lies above (+) or below (-) the other."""
        return round(self.of.shown - self.to.shown, DECIMALS[self.of.unit])

    @property
    def ratio(self) -> float | None:
        """How many times the other the figure is."""
        return self.of.shown / self.to.shown if self.to.shown else None


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a figure has changed from `first` to `last`, and must change from there to reach a target in a year."""

    first: Measured
    last: Measured
    target: Measured
    to_year: int

    @property
    def so_far(self) -> float:
        """The change a year between the two measurements, in percentage points or the figures' own unit."""
        return (self.last.value - self.first.value) / (_year(self.last) - _year(self.first))

    @property
    def needed(self) -> float:
        """The change a year from the last measurement to the target."""
        return (self.target.value - self.last.value) / (self.to_year - _year(self.last))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComputable:
    """Why something cannot be computed, as a whole clause without its full stop, and what it would take."""

    reason_da: str
    reason_en: str
    what_is_missing: tuple[Text, ...] = ()


_YEAR = Text("årstallet for målingen", "the year of the measurement")
_ANOTHER = Text(
    "en måling til efter samme definition fra et andet år",
    "one more measurement of the same definition in another year",
)
_TARGET = Text("et mål for det samme tal", "a target for the same figure")
_FIGURE = Text("et tal for begge steder", "a figure for both places")


def of_indicator(indicator: Indicator, year: int, value: float | None) -> Measured | None:
    """A figure of the city's statistics; None where it is missing."""
    if value is None:
        return None
    return Measured(
        value=value,
        unit=indicator.unit,
        definition=indicator.indicator_id,
        origin=indicator.dataset_id,
        ages=indicator.ages,
        year=year,
        since=indicator.first_year,
    )


def of_plan_area(row: PlanAreaFigure) -> tuple[Measured, Measured]:
    """What a document prints of a plan's area and, beside it, of the city."""
    area, city = (
        Measured(
            value=value,
            unit="percent",
            definition=row.indicator,
            origin=f"plan_area_figures/{row.key}" if row.year is None else "plan_area_figures",
            ages=row.ages,
            year=row.year,
        )
        for value in (row.value_pct, row.city_pct)
    )
    return area, city


def gap(of: Measured | None, to: Measured | None) -> Gap | NotComputable:
    """The distance of a figure to another of the same definition, source, ages and year; or why there is none."""
    if of is None or to is None:
        return NotComputable(
            reason_da="et af tallene mangler", reason_en="one of the figures is missing", what_is_missing=(_FIGURE,)
        )
    refused = _unlike(of, to)
    if refused is None and of.year != to.year:
        refused = NotComputable(
            reason_da=f"tallene er fra hver sit år ({_said(of.year).da} og {_said(to.year).da})",
            reason_en=f"the figures are of different years ({_said(of.year).en} and {_said(to.year).en})",
            what_is_missing=(Text("tal fra samme år", "figures of the same year"),),
        )
    return refused or Gap(of, to)


def pace(measurements: Sequence[Measured], target: Measured | None, to_year: int) -> Pace | NotComputable:
    """The pace from the last of two or more dated measurements of one definition to the target; or why there is none.

    The target is a figure of the same definition; its own year does not matter, since it is where one wants to be.
    """
    dated = sorted((one for one in measurements if one.year is not None), key=_year)
    lacks = _lacking(measurements, {one.year for one in dated}, target)
    if target is None or lacks:
        return NotComputable(
            reason_da="et tempo kræver to målinger med årstal efter samme definition og et mål i tal",
            reason_en="a pace takes two dated measurements of one definition and a target in figures",
            what_is_missing=lacks,
        )
    first, last = dated[0], dated[-1]
    refused = next((found for one in (*dated[1:], target) if (found := _unlike(first, one))), None)
    if refused is None and to_year <= _year(last):
        refused = NotComputable(
            reason_da=f"{to_year} er ikke efter den seneste måling, som er fra {last.year}",
            reason_en=f"{to_year} is not after the latest measurement, which is of {last.year}",
        )
    return refused or Pace(first, last, target, to_year)


def _lacking(measurements: Sequence[Measured], years: set[int | None], target: Measured | None) -> tuple[Text, ...]:
    undated = any(one.year is None for one in measurements)
    lacks = [_YEAR] if undated else []
    lacks += [_ANOTHER] if len(years) + undated < 2 else []
    lacks += [_TARGET] if target is None else []
    return tuple(lacks) if len(years) < 2 or target is None else ()


def _unlike(one: Measured, other: Measured) -> NotComputable | None:
    """Why two figures are not of one kind, whatever their years; None where they are."""
    if one.definition != other.definition or one.unit != other.unit:
        return NotComputable(
            reason_da="tallene måler ikke det samme",
            reason_en="the figures do not measure the same",
            what_is_missing=(Text("to tal efter samme definition", "two figures of one definition"),),
        )
    if one.ages != other.ages:
        return NotComputable(
            reason_da=f"tallene dækker forskellige aldre ({_said(one.ages).da} og {_said(other.ages).da})",
            reason_en=f"the figures cover different ages ({_said(one.ages).en} and {_said(other.ages).en})",
            what_is_missing=(Text("tal for samme aldersgruppe", "figures for the same ages"),),
        )
    if one.origin != other.origin:
        return NotComputable(
            reason_da="tallene er ikke opgjort samme sted og kan være gjort op på hver sin måde",
            reason_en="the figures are not from the same source and may be counted in different ways",
            what_is_missing=(Text("to tal fra samme kilde", "two figures from one source"),),
        )
    return _across_break(one, other)


def _across_break(one: Measured, other: Measured) -> NotComputable | None:
    since = max((figure.since for figure in (one, other) if figure.since is not None), default=None)
    before = [figure.year is not None and since is not None and figure.year < since for figure in (one, other)]
    if since is None or before[0] == before[1]:
        return None
    return NotComputable(
        reason_da=f"tallene har et brud mellem {since - 1} og {since}",
        reason_en=f"the figures have a break between {since - 1} and {since}",
        what_is_missing=(Text("tal fra samme side af bruddet", "figures from the same side of the break"),),
    )


def _said(what: str | int | None) -> Text:
    return Text("ikke oplyst", "not stated") if what is None else Text(str(what), str(what))


def _year(figure: Measured) -> int:
    assert figure.year is not None
    return figure.year
