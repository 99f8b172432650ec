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
    PlanCaveat,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Reading,
    Source,
)
from geodata.store import Snapshot

HOMES_DATASET = "almene_boliger_kk"
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
    caveats: list[PlanCaveat]
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
    def homes_dated(self) -> str:
        """The day the city's layer of homes was taken, as `Dataset.dated`; empty where no dataset says."""
        return next((row.dated for row in self.datasets if row.dataset_id == HOMES_DATASET), "")

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
    listed = snapshot.listed_departments()
    # Plans stand as the documents list them, not by the alphabet.
    first_line: dict[str, tuple[str, int]] = {}
    for row in listed:
        first_line.setdefault(row.plan_id, (row.source.document_id, row.source.line))
    return Facts(
        snapshot_id=snapshot.id,
        reference_date=date.fromisoformat(snapshot.setting("reference_date")),
        bydele={row["bydel_no"]: (row["bydel"], row["slug"]) for row in snapshot.bydele()},
        area_groups={row.key: (row.name, row.bydel_nos) for row in snapshot.area_groups()},
        departments={row.department_id: row for row in snapshot.departments()},
        plans=sorted(snapshot.plans(), key=lambda plan: first_line.get(plan.plan_id, ("~", 0))),
        states=snapshot.plan_states(),
        periods=snapshot.plan_periods(),
        organisations=snapshot.plan_organisations(),
        caveats=snapshot.plan_caveats(),
        listed=listed,
        matches=snapshot.matches(),
        memberships=snapshot.memberships(),
        counts=snapshot.printed_counts(),
        coverage={(year, reading): snapshot.coverage(year, reading) for year in YEARS for reading in READINGS},
        documents={row.document_id: row for row in snapshot.documents()},
        datasets=snapshot.datasets(),
        findings=snapshot.findings(),
        sources=snapshot.sources(),
    )
