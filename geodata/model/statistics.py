"""Figures about where people live: what is measured, the tracts it is measured in, and the values.

These are the statistics of the city (labour-market attachment, education, income, residents), by rode, city district
and city. What the documents say about a plan's own area is another measure and lives in `plan_areas.py`.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from geodata.model.words import require

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Level = Literal["rode", "bydel", "city"]
Unit = Literal["percent", "kroner", "persons"]
# why there is no figure: nobody, nothing published, or held back (`etl.disclosure`): too few residents, too few persons
# in or outside what is counted, or since another that is held back could be computed from it
Missing = Literal["no residents", "not published", "few residents", "few persons", "guards another"]
CITY_NO = 0  # place_no of the whole city


@dataclass(frozen=True, slots=True, kw_only=True)
class Rode:
    """A statistical tract (rode) of the city, with its outline in EPSG:25832."""

    rode_no: int
    rode: str
    bydel_no: int
    outline: "BaseGeometry" = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RodeHousing:
    """The share (0..1) of a rode's area that is plots of non-profit housing (`etl.rode_housing`)."""

    rode_no: int
    almene_share: float

    def __post_init__(self) -> None:
        require(0 <= self.almene_share <= 1, f"rode {self.rode_no}: en andel er mellem 0 og 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What one column of the statistics measures, in words a reader may quote.

    `theme` is the slug of the map it belongs to; the first of a theme is the one shown. `published_for` is the level
    the city publishes; coarser levels are computed by us, weighted by residents (or by the persons counted).
    `direction` says neutrally what higher means. `ages` is None where the publisher does not say. `note` tells of
    breaks and gaps. `first_year`..`last_year` are the years that may be compared. Shares with the same `whole` are its
    parts and add up to 100 %; None where an indicator stands alone.
    """

    indicator_id: str
    theme: str
    position: int
    name_da: str
    name_en: str
    definition_da: str
    definition_en: str
    direction_da: str
    direction_en: str
    note_da: str
    note_en: str
    ages: str | None
    unit: Unit
    whole: str | None
    published_for: Level
    first_year: int
    last_year: int
    dataset_id: str

    def __post_init__(self) -> None:
        require(self.first_year <= self.last_year, f"{self.indicator_id}: first_year er efter last_year")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """One figure: of an indicator, a place and a year. None is missing, and `missing` says why.

    `place_no` is a rode's or district's number, or 0 for the city. `weight` is how many people it rests on: residents
    of the rode, or those summed over. `parts` counts the figures a computed one was made of; None where it is
    published as it stands.
    """

    indicator_id: str
    level: Level
    place_no: int
    year: int
    value: float | None
    weight: int | None
    parts: int | None
    missing: Missing | None

    def __post_init__(self) -> None:
        where = f"{self.indicator_id} {self.level} {self.place_no} {self.year}"
        require((self.value is None) == (self.missing is not None), f"{where}: enten et tal eller en grund")
        require(self.weight is None or self.weight >= 0, f"{where}: negativ vægt")
