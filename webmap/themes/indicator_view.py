"""What the maps of statistics show: an indicator in a year, each distance to the city and its colour. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import averages
from geodata.model import CITY_NO, Indicator, Level
from webmap.language import Language
from webmap.palette import GAP_POINTS, GAP_RATIO, UNKNOWN, Steps, Swatch
from webmap.sheet import Ref

if TYPE_CHECKING:
    from webmap.facts import Facts, Figure


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: an indicator, a year and a level, and the figures behind it."""

    facts: "Facts"
    lang: Language
    indicator: Indicator
    year: int
    level: Level

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

    def value(self, value: float) -> str:
        """A value with its unit."""
        unit, lang = self.indicator.unit, self.lang
        if unit == "percent":
            return lang.of_100(value)
        return lang._("{amount} kr.", amount=lang.number(value)) if unit == "kroner" else lang.number(value)

    def gap(self, value: float | None) -> str:
        """The distance to the city in words, or that it cannot be computed."""
        gap = None if value is None else self.distance(value)
        if gap is None or self.city is None:
            return self.lang._("kan ikke beregnes")
        if self.indicator.unit == "percent":
            return self.lang.points(gap)
        ratio = self.lang.signed(gap / self.city * 100, 1)
        return self.lang._("{amount} kr. ({ratio} %)", amount=self.lang.signed(gap), ratio=ratio)

    def distance(self, value: float) -> float | None:
        """The distance to the city, of the figures as they are shown: a reader who subtracts them gets the same.

        None where the city has no figure, and where it has zero of what is told as a share of it.
        """
        decimals = 2 if self.indicator.unit == "percent" else 0
        if self.city is None or (self.indicator.unit != "percent" and not round(self.city)):
            return None
        return round(round(value, decimals) - round(self.city, decimals), decimals)

    @property
    def steps(self) -> Steps:
        """The steps of the distance: percentage points, or share of the city's figure."""
        return GAP_POINTS if self.indicator.unit == "percent" else GAP_RATIO

    def swatch(self, value: float | None) -> Swatch:
        """The colour of a value; hatched where it is missing."""
        gap = None if value is None else self.distance(value)
        if gap is None or self.city is None:
            return UNKNOWN
        return self.steps.swatch_of(gap if self.indicator.unit == "percent" else gap / self.city)

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


def how_made(shown: Shown) -> str:
    """How a figure of ours was made: it stands beside each of them."""
    if shown.indicator.published_for == "rode":
        return shown.lang._("beregnet, beboervægtet, ikke officielt")
    return shown.lang._("beregnet af bydelenes tal, personvægtet, ikke officielt")


def group_value(shown: Shown, numbers: tuple[int, ...]) -> tuple[float | None, int | None]:
    """The figure of several districts together, weighted as each rests on people; None unless all are known."""
    figures = [shown.figure("bydel", no) for no in numbers]
    known = [(one.value, one.weight) for one in figures if one is not None and one.value is not None and one.weight]
    pooled = averages.mean(known) if len(known) == len(numbers) else None
    return (pooled.value, pooled.weight) if pooled else (None, None)
