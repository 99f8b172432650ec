"""What the city and the housing sector have agreed to reach: agreements, their goals, and targets that are numbers."""

from dataclasses import dataclass
from typing import Literal

from geodata.model.sources import Source
from geodata.model.words import require

GoalKind = Literal["analyse", "direkte målbar", "hensigtserklæring"]
Fulfilment = Literal["Opfyldt", "I proces", "Indtænkes"]
Comparator = Literal["at least", "at most", "fall by", "share", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement between the city and others, and the years it is for (None: not printed)."""

    agreement_id: str
    name_da: str
    name_en: str
    year_from: int | None
    year_to: int | None
    theme_da: str | None
    theme_en: str | None
    source: Source

    def __post_init__(self) -> None:
        require((self.year_from is None) == (self.year_to is None), f"{self.agreement_id}: et spænd har to år")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One row of an agreement's table of goals, under a short title of ours; the words are the source's quote.

    `theme` is the paper's own number, which it does not name. `deadline`, `fulfilment`, `owner` and `expected` (when
    the paper expects it met) are as printed; None where the cell is empty.
    """

    goal_id: str
    agreement_id: str
    kind: GoalKind
    position: int
    theme: int
    name_da: str
    name_en: str
    deadline: str
    fulfilment: Fulfilment
    expected: str | None
    owner: str | None
    source: Source

    def __post_init__(self) -> None:
        require(self.position >= 1 and self.theme >= 1, f"{self.goal_id}: position og theme er mindst 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStatus:
    """One version of a goal's status text ("2016-Q4"); `unchanged` where the paper only says that nothing changed."""

    key: str
    goal_id: str
    as_of: str
    unchanged: bool
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that shall be reached. `list_da` names the state's list it refers to, where it does.

    `series_id` is the series it is measured by, None where no figures are printed. `base` is what a fall or a share is
    of, as printed ("2013"); None where the paper does not say.
    """

    target_id: str
    goal_id: str | None
    series_id: str | None
    name_da: str
    name_en: str
    comparator: Comparator
    value: float | None
    unit_da: str | None
    unit_en: str | None
    base: str | None
    by_year: int | None
    list_da: str | None
    source: Source

    def __post_init__(self) -> None:
        require((self.value is None) == (self.unit_da is None), f"{self.target_id}: et tal har en enhed")
        require((self.unit_da is None) == (self.unit_en is None), f"{self.target_id}: enheden mangler på det ene sprog")
        require(
            (self.comparator == "none") == (self.value is None), f"{self.target_id}: et mål har et tal, eller ingen må"
        )
