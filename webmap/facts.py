"""Edge: a snapshot's facts, read once and kept in memory while it serves."""

from dataclasses import dataclass
from datetime import date

from geodata.model import (
    FIRST_YEAR,
    LAST_YEAR,
    READINGS,
    Coverage,
    Dataset,
    Department,
    Document,
    Finding,
    ListedDepartment,
    Match,
    Membership,
    Plan,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Reading,
    Source,
)
from geodata.store import Snapshot

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a snapshot holds for the maps, whatever the year.

    `bydele`: number -> name and slug. `area_groups`: slug -> name and numbers of the districts.
    """

    snapshot_id: str
    reference_date: date
    bydele: dict[int, tuple[str, str]]
    area_groups: dict[str, tuple[str, tuple[int, ...]]]
    departments: dict[str, Department]
    plans: list[Plan]
    states: list[PlanState]
    periods: list[PlanPeriod]
    organisations: list[PlanOrganisation]
    listed: list[ListedDepartment]
    matches: dict[str, Match]
    memberships: list[Membership]
    counts: dict[str, PrintedCount]
    coverage: dict[tuple[int, Reading], list[Coverage]]
    documents: dict[str, Document]
    datasets: list[Dataset]
    findings: list[Finding]
    sources: dict[tuple[str, str], Source]

    @property
    def homes(self) -> int:
        """All almene homes of the layer, those without a district too."""
        return sum(department.homes or 0 for department in self.departments.values())

    @property
    def places(self) -> dict[str, tuple[str, tuple[int, ...]]]:
        """slug -> name and numbers of its districts: the districts themselves and the area groups."""
        return {slug: (name, (no,)) for no, (name, slug) in self.bydele.items()} | self.area_groups


def read_facts(snapshot: Snapshot) -> Facts:
    """The facts of a snapshot. Raises StoreError where a table cannot be read."""
    return Facts(
        snapshot_id=snapshot.id,
        reference_date=date.fromisoformat(snapshot.setting("reference_date")),
        bydele={row["bydel_no"]: (row["bydel"], row["slug"]) for row in snapshot.bydele()},
        area_groups={row.key: (row.name, row.bydel_nos) for row in snapshot.area_groups()},
        departments={row.department_id: row for row in snapshot.departments()},
        plans=snapshot.plans(),
        states=snapshot.plan_states(),
        periods=snapshot.plan_periods(),
        organisations=snapshot.plan_organisations(),
        listed=snapshot.listed_departments(),
        matches=snapshot.matches(),
        memberships=snapshot.memberships(),
        counts=snapshot.printed_counts(),
        coverage={(year, reading): snapshot.coverage(year, reading) for year in YEARS for reading in READINGS},
        documents={row.document_id: row for row in snapshot.documents()},
        datasets=snapshot.datasets(),
        findings=snapshot.findings(),
        sources=snapshot.sources(),
    )
