"""What documents say of a plan's own area: its figures against the city, and the lists its departments stand on.

These figures have their own definition, ages and year (often not stated). They are never put beside the statistics of
`statistics.py`: another measure, another population.
"""

from dataclasses import dataclass
from datetime import date

from geodata.model.sources import Source
from geodata.model.words import require


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAreaFigure:
    """One printed figure about a plan's area and the printed figure for the city, in percent.

    `area` is the name the document uses; `plan_id` the plan whose departments we draw for it. `year` is None where
    the document gives none.
    """

    key: str
    area: str
    plan_id: str
    indicator: str
    name_da: str
    name_en: str
    note_da: str
    note_en: str
    ages: str
    value_pct: float
    city_pct: float
    year: int | None
    source: Source

    def __post_init__(self) -> None:
        require(0 <= self.value_pct <= 100 and 0 <= self.city_pct <= 100, f"{self.key}: en procent er mellem 0 og 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListArea:
    """A place that a document says stands on one of the state's lists. `as_of` is None where no date is printed.

    The note says what a reader must know of what the place holds besides the departments it was read as.
    """

    key: str
    list_da: str
    list_en: str
    name: str
    as_of: date | None
    source: Source
    note_da: str | None = None
    note_en: str | None = None

    def __post_init__(self) -> None:
        require((self.note_da is None) == (self.note_en is None), "note_da og note_en hører sammen")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAreaDepartment:
    """A listed department taken to be (part of) a list area; `source` says why."""

    key: str
    list_area: str
    listed_id: str
    source: Source
