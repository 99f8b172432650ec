"""What else papers say: events, ticked districts, single quantities, what a plan holds, who takes part, areas named.

And remarks: what a person has noted about a paper that no rule computes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from geodata.model.sources import Source
from geodata.model.words import Severity, require, require_order

EventKind = Literal[
    "beslutning", "frist", "udløb", "start", "liste", "opgørelse", "møde", "forventet", "forhandling", "ændring"
]
ContentKind = Literal["fokusområde", "mål", "bestanddel", "bilag"]
NamedAreaKind = Literal["udviklingsplan", "områdefornyelse", "forsøgsområde", "område"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, or was to happen, in a span of days ("efteråret 2025" is three months).

    `body` is whose act it is, None where nobody is named. Events of one `topic` are about the same thing and can be
    held against each other. `plan_ids` are the plans it concerns by name.
    """

    event_id: str
    kind: EventKind
    on: date | None
    until: date | None
    printed: str
    body: str | None
    name_da: str
    name_en: str
    topic: str | None
    plan_ids: tuple[str, ...]
    source: Source

    def __post_init__(self) -> None:
        require((self.on is None) == (self.until is None), f"{self.event_id}: et spænd har to dage")
        require_order(self.on, self.until, "begivenheden")


@dataclass(frozen=True, slots=True, kw_only=True)
class TickedBydel:
    """A box of a paper's form: the district it names (or "Bydækkende", "Udenbys") and whether it is ticked."""

    key: str
    name: str
    ticked: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A single printed figure that is neither a plan's money, of a series, nor counted in `PrintedCount`.

    `unit` words stand behind the figure ("årsværk", "kr. pr. måned"). `price_level` is None where none is printed.
    """

    key: str
    name_da: str
    name_en: str
    printed: str
    value: float
    unit_da: str
    unit_en: str
    approximate: bool
    year_from: int | None
    year_to: int | None
    price_level: str | None
    source: Source

    def __post_init__(self) -> None:
        figure = float(self.printed.replace(".", "").replace(",", "."))
        require(figure == self.value, f"{self.key}: printed er »{self.printed}«, men value er {self.value:g}")
        require((self.year_from is None) == (self.year_to is None), f"{self.key}: et spænd har to år")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """A focus area, goal, part or annex of a plan, under a short title of ours."""

    key: str
    plan_id: str
    kind: ContentKind
    position: int
    name_da: str
    name_en: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body that papers name, and its part in the work."""

    party_id: str
    name: str
    abbreviation: str | None
    role_da: str
    role_en: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedArea:
    """An area a paper names that is no department, and as what."""

    key: str
    name: str
    kind: NamedAreaKind
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What a person has noted about a paper and no rule computes: two readings, a drift of words, something missing."""

    key: str
    severity: Severity
    text_da: str
    text_en: str
    source: Source
