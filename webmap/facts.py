"""Edge: a snapshot's facts, read once and kept in memory while it serves."""

from dataclasses import dataclass
from datetime import date

from geodata.model import (
    FIRST_YEAR,
    LAST_YEAR,
    READINGS,
    AreaGroup,
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
    listed = sorted(snapshot.records(ListedDepartment), key=lambda row: (row.plan_id, row.position))
    # Plans stand as the documents list them, not by the alphabet.
    first_line = {row.plan_id: (row.source.document_id, row.source.line) for row in reversed(listed)}
    coverage: dict[tuple[int, Reading], list[Coverage]] = {(year, kind): [] for year in YEARS for kind in READINGS}
    for reading in READINGS:
        for row in snapshot.coverage(reading):
            coverage[row.year, reading].append(row)
    return Facts(
        snapshot_id=snapshot.id,
        reference_date=date.fromisoformat(snapshot.setting("reference_date")),
        bydele={row["bydel_no"]: (row["bydel"], row["slug"]) for row in snapshot.bydele()},
        area_groups={row.key: (row.name, row.bydel_nos) for row in snapshot.records(AreaGroup)},
        departments={row.department_id: row for row in snapshot.records(Department)},
        plans=sorted(snapshot.records(Plan), key=lambda plan: first_line.get(plan.plan_id, ("~", 0))),
        states=snapshot.records(PlanState),
        periods=snapshot.records(PlanPeriod),
        organisations=snapshot.records(PlanOrganisation),
        caveats=snapshot.records(PlanCaveat),
        listed=listed,
        matches={row.listed_id: row for row in snapshot.records(Match)},
        memberships=snapshot.records(Membership),
        counts={row.key: row for row in snapshot.records(PrintedCount)},
        coverage=coverage,
        documents={row.document_id: row for row in snapshot.records(Document)},
        datasets=snapshot.records(Dataset),
        findings=snapshot.records(Finding),
    )
