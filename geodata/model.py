"""The records that travel through the house: frozen, checked when they are made, missing is `None`.

Geometries are shapely objects in EPSG:25832. Shapely itself is not imported here, since serving reads records too.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Status = Literal["printed", "derived", "inferred"]
State = Literal["foreslået", "finansieret", "godkendt", "i drift", "udløbet"]
Reading = Literal["default", "agreement"]
PeriodRole = Literal["default", "agreement", "statement"]
Severity = Literal["error", "rounding", "ambiguous", "definition", "missing"]
Outcome = Literal["matched", "ambiguous", "unknown"]
KeyStatus = Literal["derived", "inferred", "undecided"]
Method = Literal["official key", "department number", "name", "none"]

READINGS: tuple[Reading, ...] = ("default", "agreement")
FIRST_YEAR, LAST_YEAR = 2014, 2029


def _require(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)


def _require_sha256(text: str, column: str) -> None:
    _require(len(text) == 64 and set(text) <= set("0123456789abcdef"), f"{column} er ikke 64 hexcifre")


def _require_order(first: date | None, last: date | None, what: str) -> None:
    _require(first is None or last is None or first <= last, f"{what} slutter, før den begynder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one register row stands in a document, and who accepted it and why.

    The register keeps no words: `quote_sha256` is the hash of the quote with white space folded, `quote_chars` its
    length, `line`..`line_end` the 1-based lines it stands on. `quote` is filled only where the document is at hand.
    """

    document_id: str
    line: int
    line_end: int
    quote_chars: int
    quote_sha256: str
    status: Status
    accepted_by: str
    accepted_on: date
    because: str
    quote: str | None = None

    def __post_init__(self) -> None:
        _require(1 <= self.line <= self.line_end, f"linje {self.line}-{self.line_end} er ikke et linjespænd")
        _require(self.quote_chars > 0, "quote_chars skal være mindst 1")
        _require_sha256(self.quote_sha256, "quote_sha256")
        _require(bool(self.accepted_by.strip()), "accepted_by mangler: hvilken enhed har godkendt rækken?")
        _require(
            self.status == "printed" or bool(self.because.strip()),
            f"because mangler: en række med status {self.status} skal have en begrundelse",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A municipal paper. `document_date` is None where the paper bears none."""

    document_id: str
    file: str
    kind: str
    short_title: str
    title: str
    publisher: str
    document_date: date | None
    date_inferred_from: str
    sha256: str
    accepted_by: str
    accepted_on: date
    because: str

    def __post_init__(self) -> None:
        _require_sha256(self.sha256, "sha256")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A published geographic layer that our own geography is computed from. `dated` is an ISO day, or a year alone."""

    dataset_id: str
    file: str
    layer: str
    title: str
    publisher: str
    dated: str
    licence: str
    licence_basis: str
    sha256: str
    used_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A boligsocial helhedsplan. `place` is the name the documents use: a city district or an area group."""

    plan_id: str
    name: str
    place: str
    source: Source


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
        _require_order(self.valid_from, self.valid_to, "tilstanden")


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
        _require(self.role == "statement" or dated, f"en periode med rollen {self.role} skal have start eller end")
        _require(self.duration_years is None or self.duration_years > 0, "duration_years skal være mindst 1")
        _require_order(self.start, self.end, "perioden")


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
class AreaGroup:
    """One name for several city districts ("Amager"). Not a district itself."""

    key: str
    name: str
    bydel_nos: tuple[int, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDepartment:
    """One name from a document's list of departments.

    `printed` is the entry as it stands there, `name` one department of it ("Hørgården I+II" is two). The official
    key is what a person has found it to be, with the reason; None where nobody has decided. `key_status` is "derived"
    where it is the only department of the name, "inferred" where it is our best reading of several clues.
    """

    listed_id: str
    plan_id: str
    area: str
    position: int
    printed: str
    name: str
    organisation_no: int | None
    department_no: str | None
    key_status: KeyStatus
    key_because: str
    source: Source

    def __post_init__(self) -> None:
        has_key = self.organisation_no is not None
        _require(
            has_key == (self.department_no is not None),
            "key_status passer ikke: en nøgle er både organisation_no og department_no",
        )
        _require(
            has_key == (self.key_status != "undecided"),
            "key_status skal være derived eller inferred, når nøglen er udfyldt, og ellers undecided",
        )
        _require(
            bool(self.key_because.strip()), "key_because mangler: hvorfor er nøglen denne, eller hvorfor mangler den?"
        )


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
        _require_order(self.valid_from, self.valid_to, "medlemskabet")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCount:
    """A count a document prints ("ca. 22.500 boliger"). `subject` says of what set."""

    key: str
    subject: str
    what: Literal["plans", "departments", "homes", "residents"]
    value: int
    approximate: bool
    source: Source

    def __post_init__(self) -> None:
        _require(self.value >= 0, "value er negativ")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanListCompleteness:
    """Whether the register's list of plans is complete in a span of days: only then may coverage be 0."""

    key: str
    valid_from: date
    valid_to: date
    complete: bool
    source: Source

    def __post_init__(self) -> None:
        _require_order(self.valid_from, self.valid_to, "spændet")


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
        _require_order(self.valid_from, self.valid_to, "nøglens gyldighed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice that holds for the whole register, with who made it and why."""

    key: str
    value: str
    accepted_by: str
    accepted_on: date
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A city district with its outline."""

    bydel_no: int
    bydel: str
    slug: str
    outline: "BaseGeometry" = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A housing department of the city's layer. Counts of homes are None where the layer is empty."""

    department_id: str
    organisation_no: int
    organisation: str
    department_no: str
    name: str
    homes_family: int | None
    homes_youth: int | None
    homes_elderly: int | None
    homes_care: int | None
    bydel_no: int | None
    outline: "BaseGeometry | None" = field(repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        _require(
            all(count is None or count >= 0 for count in self._counts), f"{self.department_id}: negativt antal boliger"
        )

    @property
    def _counts(self) -> tuple[int | None, ...]:
        return self.homes_family, self.homes_youth, self.homes_elderly, self.homes_care

    @property
    def homes(self) -> int | None:
        """All almene homes: the four counts, an empty one adds nothing; None where all four are empty."""
        known = [count for count in self._counts if count is not None]
        return sum(known) if known else None

    @property
    def homes_family_youth(self) -> int | None:
        """Family and youth homes only; None where both are empty."""
        known = [count for count in (self.homes_family, self.homes_youth) if count is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a listed name was tied to, how, and what speaks for it; or why it was not."""

    listed_id: str
    outcome: Outcome
    method: Method
    department_id: str | None
    candidates: tuple[str, ...]
    evidence: tuple[str, ...]
    reason: str

    def __post_init__(self) -> None:
        _require((self.outcome == "matched") == (self.department_id is not None), "kun en placering har en afdeling")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One city district in one year: departments and homes under a plan, of all there are.

    The covered figures are None where no plan with listed departments has one in the district and the list of plans
    is not complete: not known, and never zero.
    """

    bydel_no: int
    bydel: str
    year: int
    homes_covered: int | None
    homes: int
    homes_family_youth_covered: int | None
    homes_family_youth: int
    departments_covered: int | None
    departments: int
    complete: bool

    @property
    def share(self) -> float | None:
        """Covered homes as a share of all, 0..1; None where it is not known or there are no homes."""
        return self.homes_covered / self.homes if self.homes_covered is not None and self.homes else None

    @property
    def share_family_youth(self) -> float | None:
        """The same over family and youth homes only."""
        covered = self.homes_family_youth_covered
        return covered / self.homes_family_youth if covered is not None and self.homes_family_youth else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What does not add up or is not known. `sources` are keys of register rows; numbers are in the printed unit."""

    finding_id: str
    check: str
    severity: Severity
    subject: str
    message_da: str
    message_en: str
    printed: int | float | None = None
    computed: int | float | None = None
    arithmetic: str = ""
    sources: tuple[str, ...] = ()
