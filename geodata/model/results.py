"""What a build computes: matches, coverage, findings, and what was checked and holds."""

from dataclasses import dataclass

from geodata.model.words import EvidenceKind, Method, Outcome, Severity, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a listed name was tied to and how, or why not (`reason`, Danish).

    `department_ids` is one department where the program settled it, and may be several where a person did; none where
    the name is not placed. `score` is how likely it is right, 0..1, calibrated (docs/matching.md); None for a decision,
    and where nothing was found. `assumed`: it rests on more than the name alone. `decision` names the row of decisions.
    """

    listed_id: str
    outcome: Outcome
    method: Method
    department_ids: tuple[str, ...]
    score: float | None
    assumed: bool
    decision: str | None
    reason: str

    def __post_init__(self) -> None:
        require((self.outcome == "matched") == bool(self.department_ids), "kun en placering har en afdeling")
        require((self.method == "decision") == (self.decision is not None), "en afgørelse har en række, og kun den")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCandidate:
    """A department that a listed name may mean, by rank from 1, with its share of the likelihood, 0..1."""

    key: str
    listed_id: str
    department_id: str
    rank: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a candidate, or against it where `weight` is negative: natural logarithm of the odds.

    `said` is what the kind is about: the department's name, the organisation, the number.
    """

    key: str
    listed_id: str
    department_id: str
    position: int
    kind: EvidenceKind
    said: str
    weight: float


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A printed figure that was held against others and fits. Its check makes it or a finding of the same comparison.

    `subject` is the register row it stands in, "table/key", and the first of the `sources`. Numbers are in the printed
    unit; where a check leaves room for rounding they may differ by it, and where `computed` is what a target asks for
    they differ as the target allows. `arithmetic` is as the documents write figures.
    """

    held_id: str
    check: str
    subject: str
    printed: int | float
    computed: int | float
    arithmetic: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        require(self.sources[:1] == (self.subject,), f"{self.held_id}: det, der holdes op mod andet, står først")
        require(self.arithmetic != "", f"{self.held_id}: det, der går op, har et regnestykke")
