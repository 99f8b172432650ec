"""What people have found out or decided about departments and organisations, row by row."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from geodata.model.words import require, require_order

# What stands in a ready-made row of decisions.csv where a person writes; a row that still says so is refused.
UNIT_TO_WRITE, DAY_TO_WRITE, REASON_TO_WRITE = "ENHED", "ÅÅÅÅ-MM-DD", "BEGRUNDELSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentKey:
    """An official key that a department had in a span of days; how a department outlives a change of key."""

    key: str
    department_id: str
    organisation_no: int
    department_no: str
    valid_from: date | None
    valid_to: date | None
    accepted_by: str
    accepted_on: date
    because: str

    def __post_init__(self) -> None:
        require_order(self.valid_from, self.valid_to, "nøglens gyldighed")


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentName:
    """Another name that a department bears or bore in a span of days, so that older papers find it."""

    key: str
    department_id: str
    name: str
    valid_from: date | None
    valid_to: date | None
    accepted_by: str
    accepted_on: date
    because: str

    def __post_init__(self) -> None:
        require_order(self.valid_from, self.valid_to, "navnets gyldighed")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationName:
    """What papers call a housing organisation besides its name in the layer.

    `kind`: "short" (DFB), "long", "earlier", or "manager": the company that manages it, which papers name instead.
    """

    key: str
    organisation_no: int
    name: str
    kind: Literal["short", "long", "earlier", "manager"]
    accepted_by: str
    accepted_on: date
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person has decided about a name in a plan, or about a department's outline. It always wins.

    A name: `plan_id` and `name` (as in `listed_departments`, or as printed there) and the departments it means, none
    where it means none of the layer's. An outline: one department, and `outline_wkt`, WKT in EPSG:25832.
    """

    key: str
    plan_id: str | None
    name: str | None
    department_ids: tuple[str, ...]
    outline_wkt: str | None
    accepted_by: str
    accepted_on: date
    because: str

    def __post_init__(self) -> None:
        require((self.plan_id is None) == (self.name is None), "plan_id og name hører sammen: udfyld begge eller ingen")
        of_outline = self.outline_wkt is not None
        require(of_outline != (self.plan_id is not None), "en afgørelse gælder enten et navn i en plan eller et omrids")
        require(not of_outline or len(self.department_ids) == 1, "et omrids hører til netop én afdeling")
        require(bool(self.because.strip()), "because mangler: hvorfor er det afgjort sådan?")
        require(
            self.accepted_by != UNIT_TO_WRITE,
            f"accepted_by: skriv, hvem der har afgjort det, i stedet for {UNIT_TO_WRITE}",
        )
        require(self.because != REASON_TO_WRITE, f"because: skriv begrundelsen i stedet for {REASON_TO_WRITE}")
