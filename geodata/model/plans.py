"""What the register holds: plans and what is said of them, row by row."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from geodata.model.sources import Source
from geodata.model.words import PeriodRole, State, require, require_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A boligsocial helhedsplan. `place` is the name the documents use: a city district or an area group.

    `stands_for` is 1, or how many plans a row stands for that a document counts and does not name; their `place` is
    then None.
    """

    plan_id: str
    name: str
    name_en: str
    place: str | None
    stands_for: int
    source: Source

    def __post_init__(self) -> None:
        require(self.stands_for >= 1, "stands_for skal være mindst 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLink:
    """That a plan goes on from another: one after one (`continued`), or several into one (`merged`).

    `on` is the day it happened, None where the documents do not say.
    """

    key: str
    plan_id: str
    predecessor_id: str
    kind: Literal["continued", "merged"]
    on: date | None
    source: Source

    def __post_init__(self) -> None:
        require(self.plan_id != self.predecessor_id, "en plan kan ikke være sin egen forgænger")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """The state a plan is in from `valid_from` (None: since before our first source) until the next one."""

    key: str
    plan_id: str
    state: State
    valid_from: date | None
    valid_to: date | None
    source: Source

    def __post_init__(self) -> None:
        require_order(self.valid_from, self.valid_to, "tilstanden")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPeriod:
    """A plan's period as one source states it: with days, or only as a duration in years.

    `role`: "default" is the one followed unless a reader asks otherwise (at most one a plan), "agreement" the one the
    political agreement prints, "statement" any other printed sentence about it. End dates are inclusive; an open end
    holds no day, since nobody has said how long it lasts.
    """

    key: str
    plan_id: str
    role: PeriodRole
    start: date | None
    end: date | None
    duration_years: int | None
    source: Source

    def __post_init__(self) -> None:
        dated = self.start is not None or self.end is not None
        require(self.role == "statement" or dated, f"en periode med rollen {self.role} skal have start eller end")
        require(self.duration_years is None or self.duration_years > 0, "duration_years skal være mindst 1")
        require_order(self.start, self.end, "perioden")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOrganisation:
    """A housing organisation tied to a plan; `managed_by` where the document prints "v. KAB" and the like."""

    key: str
    plan_id: str
    printed: str
    organisation_no: int
    managed_by: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCaveat:
    """What a reader of a plan's figures must know, in our words and after a document."""

    key: str
    plan_id: str
    text_da: str
    text_en: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanListCompleteness:
    """Whether the register's list of plans is complete in a span of days: only then may coverage be 0."""

    key: str
    valid_from: date
    valid_to: date
    complete: bool
    source: Source

    def __post_init__(self) -> None:
        require_order(self.valid_from, self.valid_to, "spændet")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDepartment:
    """One name from a document's list of departments.

    `printed` is the entry as it stands there, `name` one department of it ("Hørgården I+II" is two), `homes` the number
    of homes that the document prints beside it. Which department it is, is no part of the row: matching finds that out,
    and a person's choice is a `Decision`.
    """

    listed_id: str
    plan_id: str
    area: str
    position: int
    printed: str
    name: str
    source: Source
    homes: int | None = None

    def __post_init__(self) -> None:
        require(self.homes is None or self.homes > 0, "homes skal være mindst 1, eller tomt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a listed department belongs to a plan; `valid_to` None means as long as the plan lasts."""

    key: str
    plan_id: str
    listed_id: str
    valid_from: date
    valid_to: date | None
    source: Source

    def __post_init__(self) -> None:
        require_order(self.valid_from, self.valid_to, "medlemskabet")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCount:
    """A count a document prints ("ca. 22.500 boliger"). `subject` says of what set."""

    key: str
    subject: str
    what: Literal["plans", "departments", "homes", "residents", "other"]
    value: int
    approximate: bool
    source: Source

    def __post_init__(self) -> None:
        require(self.value >= 0, "value er negativ")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaGroup:
    """One name for several city districts ("Amager"). Not a district itself."""

    key: str
    name: str
    bydel_nos: tuple[int, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice that holds for the whole register, with who made it and why."""

    key: str
    value: str
    accepted_by: str
    accepted_on: date
    because: str
