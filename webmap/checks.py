"""What the build held against what: each printed figure that fits, and each finding of one that does not. Pure.

Nothing is worked out here: the build's checks say both (etl/reconcile), and a page only puts them side by side.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geodata.model import Finding, Held, Severity

if TYPE_CHECKING:
    from webmap.facts import Facts

Outcome = Literal["holds"] | Severity


@dataclass(frozen=True, slots=True)
class Checked:
    """A printed figure and what it was held against. `subject` and `sources` are "table/key" of register rows.

    Numbers are in the printed unit; `arithmetic` is as the documents write figures. `finding` is None where it holds.
    """

    check: str
    outcome: Outcome
    subject: str
    printed: float | None
    computed: float | None
    arithmetic: str
    sources: tuple[str, ...]
    finding: Finding | None = None

    @property
    def difference(self) -> float | None:
        """Printed less computed; None where either is none."""
        if self.printed is None or self.computed is None:
            return None
        return round(self.printed - self.computed, 6)


def checked(facts: "Facts") -> list[Checked]:
    """Every sum and figure of the documents that was held against another: what does not hold, then what does."""
    found = [_found(row) for row in facts.findings if row.sources and row.arithmetic]
    return [*found, *(_held(row) for row in facts.held)]


def subject_of(finding: Finding) -> str:
    """The register row a finding is about: its subject where that is one, else the first it rests on."""
    return finding.subject if finding.subject in finding.sources or not finding.sources else finding.sources[0]


def not_arithmetic(facts: "Facts") -> list[Finding]:
    """What was found in the documents and no sum can settle."""
    return [row for row in facts.findings if row.sources and not row.arithmetic]


def _found(row: Finding) -> Checked:
    return Checked(
        row.check, row.severity, subject_of(row), row.printed, row.computed, row.arithmetic, row.sources, row
    )


def _held(row: Held) -> Checked:
    return Checked(row.check, "holds", row.subject, row.printed, row.computed, row.arithmetic, row.sources)
