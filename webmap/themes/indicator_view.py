"""What the maps of statistics show: an indicator in a year, what it is held against, distances and colours. Pure.

The comparator is the city's mean, or that of the roder elsewhere with much non-profit housing. The latter is made of
figures that are shown alone, so that it gives none away that is held back.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geodata import averages, compare
from geodata.averages import Pooled
from geodata.compare import Gap, NotComputable
from geodata.model import CITY_NO, Indicator, Level
from webmap.language import Language
from webmap.palette import GAP_POINTS, GAP_RATIO, UNKNOWN, Steps, Swatch
from webmap.sheet import Ref

if TYPE_CHECKING:
    from webmap.facts import Facts, Figure

CITY, ALMENE = "by", "almene"  # what a map is held against, as its address says it
EVERYWHERE: frozenset[int] = frozenset()  # a place without roder of its own: nothing is left out of the comparator


@dataclass(frozen=True)
class Shown:
    """What is shown: an indicator, a year, a level and a comparator, and the figures behind it.

    `inside` is always the numbers of a place's roder, which the comparator leaves out where it is made of roder.
    """

    facts: "Facts"
    lang: Language
    indicator: Indicator
    year: int
    level: Level
    against: str = CITY

    @property
    def name(self) -> str:
        """The indicator's name with its ages: "Tilknytning til arbejdsmarkedet, 16-66 år"."""
        name = self.lang.pick(self.indicator.name_da, self.indicator.name_en)
        ages = self.indicator.ages
        return self.lang._("{name}, {ages} år", name=name, ages=ages.replace("-", "–")) if ages else name

    def figure(self, level: Level, place_no: int) -> "Figure | None":
        """The figure of a place, or None where there is no row for it."""
        return self.facts.figures.get((self.indicator.indicator_id, level, self.year), {}).get(place_no)

    @property
    def city(self) -> float | None:
        """The figure of the whole city."""
        figure = self.figure("city", CITY_NO)
        return figure.value if figure else None

    @cached_property
    def _almene(self) -> dict[int, tuple[float, int]]:
        """The shown figures of the roder with much non-profit housing, each with its residents."""
        figures = {no: self.figure("rode", no) for no in almene_roder(self.facts)}
        return {
            no: (one.value, one.weight) for no, one in figures.items() if one and one.value is not None and one.weight
        }

    def almene(self, inside: Collection[int] = EVERYWHERE) -> Pooled | None:
        """The mean over the roder outside a place with much non-profit housing, weighted by residents."""
        return averages.mean(figure for no, figure in self._almene.items() if no not in inside)

    def comparator(self, inside: Collection[int] = EVERYWHERE) -> float | None:
        """What a place is held against; None where there is no such figure."""
        if self.against == CITY:
            return self.city
        pooled = self.almene(inside)
        return pooled.value if pooled else None

    def held_against(self, value: float | None, inside: Collection[int] = EVERYWHERE) -> Gap | NotComputable:
        """How far a place's figure lies from the comparator, or why that cannot be told."""
        of, to = (compare.of_indicator(self.indicator, self.year, one) for one in (value, self.comparator(inside)))
        return compare.gap(of, to)

    def value(self, value: float) -> str:
        """A value with its unit."""
        unit, lang = self.indicator.unit, self.lang
        if unit == "percent":
            return lang.of_100(value)
        return lang._("{amount} kr.", amount=lang.number(value)) if unit == "kroner" else lang.number(value)

    def gap(self, value: float | None, inside: Collection[int] = EVERYWHERE) -> str:
        """The distance to the comparator in words, or that it cannot be computed."""
        distance, ratio = self.distance(value, inside), self.ratio(value, inside)
        if distance is None:
            return self.lang._("kan ikke beregnes")
        if self.indicator.unit == "percent" or ratio is None:
            return self.lang.points(distance)
        share = self.lang.signed((ratio - 1) * 100, 1)
        return self.lang._("{amount} kr. ({ratio} %)", amount=self.lang.signed(distance), ratio=share)

    def distance(self, value: float | None, inside: Collection[int] = EVERYWHERE) -> float | None:
        """The distance to the comparator, of the figures as they are shown: who subtracts them gets the same.

        None where there is no comparator, and where it has zero of what is told as a share of it.
        """
        found = self.held_against(value, inside)
        if isinstance(found, NotComputable) or (self.indicator.unit != "percent" and found.ratio is None):
            return None
        return found.difference

    def ratio(self, value: float | None, inside: Collection[int] = EVERYWHERE) -> float | None:
        """How many times the comparator the figure is; None where either is missing or the comparator is zero."""
        found = self.held_against(value, inside)
        return None if isinstance(found, NotComputable) else found.ratio

    @property
    def steps(self) -> Steps:
        """The steps of the distance: percentage points, or share of the comparator."""
        return GAP_POINTS if self.indicator.unit == "percent" else GAP_RATIO

    def swatch(self, value: float | None, inside: Collection[int] = EVERYWHERE) -> Swatch:
        """The colour of a value; hatched where it, or what it is held against, is missing."""
        distance, ratio = self.distance(value, inside), self.ratio(value, inside)
        if distance is None:
            return UNKNOWN
        if self.indicator.unit == "percent":
            return self.steps.swatch_of(distance)
        return UNKNOWN if ratio is None else self.steps.swatch_of(ratio - 1)

    def missing(self, figure: "Figure | None") -> str:
        """Why a figure is missing, in words."""
        lang, facts = self.lang, self.facts
        return {
            "no residents": lang._("ingen beboere"),
            "few residents": lang._("vises ikke: færre end {least} beboere", least=lang.number(facts.least_residents)),
            "few persons": lang._(
                "vises ikke: færre end {least} personer i eller uden for en gruppe",
                least=lang.number(facts.least_persons),
            ),
            "guards another": lang._("vises ikke: ellers kunne et andet tal, der ikke vises, regnes ud"),
        }.get((figure.missing if figure else "") or "", lang._("ikke offentliggjort"))

    @property
    def ref(self) -> Ref:
        """Where the figures come from."""
        title = next((d.title for d in self.facts.datasets if d.dataset_id == self.indicator.dataset_id), "")
        return Ref(f"datasaet-{self.indicator.dataset_id}", self.lang._("kilde"), title)


def almene_roder(facts: "Facts") -> list[int]:
    """Numbers of the roder of whose area so much is non-profit housing that they count as having much of it."""
    return sorted(no for no, share in facts.almene_shares.items() if share >= facts.least_almene_share)


def roder_of(facts: "Facts", bydel_nos: Collection[int]) -> frozenset[int]:
    """Numbers of the roder in some districts."""
    return frozenset(no for no, (_, bydel_no) in facts.roder.items() if bydel_no in bydel_nos)


def group_value(shown: Shown, numbers: tuple[int, ...]) -> tuple[float | None, int | None]:
    """The figure of several districts together, weighted as each rests on people; None unless all are known."""
    figures = [shown.figure("bydel", no) for no in numbers]
    known = [(one.value, one.weight) for one in figures if one is not None and one.value is not None and one.weight]
    pooled = averages.mean(known) if len(known) == len(numbers) else None
    return (pooled.value, pooled.weight) if pooled else (None, None)
