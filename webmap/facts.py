"""Edge: a snapshot's facts, read once and kept in memory while it serves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from geodata.catalogue import HOME, HOMES_DATASET, anchor_of
from geodata.model import (
    FIRST_YEAR,
    LAST_YEAR,
    READINGS,
    AreaGroup,
    Coverage,
    Dataset,
    Decision,
    Department,
    DepartmentKey,
    DepartmentName,
    Document,
    Evidence,
    Finding,
    Footprint,
    Funding,
    FundingSubject,
    Held,
    Indicator,
    Level,
    ListArea,
    ListAreaDepartment,
    ListedDepartment,
    Match,
    MatchCandidate,
    Membership,
    Missing,
    Municipality,
    OrganisationName,
    Plan,
    PlanAreaFigure,
    PlanCaveat,
    PlanLink,
    PlanOrganisation,
    PlanPeriod,
    PlanState,
    PrintedCount,
    Reading,
    RodeHousing,
    Series,
    Setting,
)
from geodata.model.municipality import SETTINGS
from geodata.store import Snapshot

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
# the records that are read from a document
SOURCED = tuple(record for record in HOME if any(field.name == "source" for field in fields(record)))


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of an indicator: None is missing, and `missing` says why. `weight` is the people it rests on."""

    value: float | None
    weight: int | None
    parts: int | None
    missing: Missing | None


# (indicator_id, level, year) -> place number -> figure
Figures = Mapping[tuple[str, Level, int], Mapping[int, Figure]]


@dataclass(frozen=True)
class Facts:
    """What a snapshot holds for the maps, whatever the year.

    `bydele`: number -> name and slug. `roder`: number -> name and number of the district. `area_groups`: slug -> name
    and numbers of the districts. `almene_shares`: number of a rode -> share of its area that is non-profit housing.
    `sourced`: table -> its rows, of every table whose rows stand in a document.
    `candidates`: listed id -> the departments it may mean, the likeliest first; `evidence`: (listed id, department id)
    -> what speaks for and against it.
    """

    snapshot_id: str
    municipality: Municipality
    reference_date: date
    bydele: dict[int, tuple[str, str]]
    roder: dict[int, tuple[str, int]]
    area_groups: dict[str, tuple[str, tuple[int, ...]]]
    groups: list[AreaGroup]
    least_residents: int
    least_persons: int
    least_almene_share: float
    almene_shares: dict[int, float]
    departments: dict[str, Department]
    footprints: dict[str, Footprint]
    plans: list[Plan]
    states: list[PlanState]
    periods: list[PlanPeriod]
    links: list[PlanLink]
    organisations: list[PlanOrganisation]
    caveats: list[PlanCaveat]
    listed: list[ListedDepartment]
    matches: dict[str, Match]
    candidates: dict[str, list[MatchCandidate]]
    evidence: dict[tuple[str, str], list[Evidence]]
    decisions: dict[str, Decision]
    department_keys: list[DepartmentKey]
    department_names: list[DepartmentName]
    organisation_names: list[OrganisationName]
    memberships: list[Membership]
    counts: dict[str, PrintedCount]
    coverage: dict[tuple[int, Reading], list[Coverage]]
    documents: dict[str, Document]
    datasets: list[Dataset]
    findings: list[Finding]
    held: list[Held]
    funding_subjects: dict[str, FundingSubject]
    funding: list[Funding]
    plan_area_figures: list[PlanAreaFigure]
    list_areas: list[ListArea]
    list_area_departments: list[ListAreaDepartment]
    indicators: list[Indicator]
    figures: Figures
    series: dict[str, Series]
    sourced: dict[str, list[Any]]

    @cached_property
    def rows(self) -> dict[str, Any]:
        """ "table/key" -> the register row, of those that stand in a document."""
        return {anchor_of(row): row for rows in self.sourced.values() for row in rows}

    @cached_property
    def findings_on(self) -> dict[str, list[Finding]]:
        """ "table/key" -> the findings that rest on that row."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            for anchor in dict.fromkeys((finding.subject, *finding.sources)):
                found[anchor].append(finding)
        return dict(found)

    @cached_property
    def reckoned_with(self) -> frozenset[str]:
        """ "table/key" of the register rows that are in a sum or held against another figure."""
        sums = [*(row.sources for row in self.findings if row.arithmetic), *(row.sources for row in self.held)]
        return frozenset(anchor for sources in sums for anchor in sources)

    @cached_property
    def plan_names(self) -> dict[str, tuple[str, str]]:
        """plan_id -> its name in Danish and in English."""
        return {plan.plan_id: (plan.name, plan.name_en) for plan in self.plans}

    def tied(self, listed_ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of the departments that these listed names are tied to, each once, in their order."""
        return tuple(dict.fromkeys(one for listed_id in listed_ids for one in self.matches[listed_id].department_ids))

    @property
    def homes_dated(self) -> str:
        """The day the city's layer of homes was taken, as `Dataset.dated`; empty where no dataset says."""
        return next((row.dated for row in self.datasets if row.dataset_id == HOMES_DATASET), "")

    @property
    def homes(self) -> int:
        """All almene homes of the layer, those without a district too."""
        return sum(department.homes or 0 for department in self.departments.values())

    def bydele_named(self, place: str | None) -> tuple[int, ...]:
        """Numbers of the districts that a name in a document stands for; none where it names none."""
        return next((numbers for name, numbers in self.places.values() if name == place), ())

    @property
    def places(self) -> dict[str, tuple[str, tuple[int, ...]]]:
        """slug -> name and numbers of its districts: the districts themselves and the area groups."""
        return {slug: (name, (no,)) for no, (name, slug) in self.bydele.items()} | self.area_groups


def read_facts(snapshot: Snapshot) -> Facts:
    """The facts of a snapshot. Raises StoreError where a table cannot be read."""
    listed = sorted(snapshot.records(ListedDepartment), key=lambda row: (row.plan_id, row.position))
    position = {row.listed_id: number for number, row in enumerate(listed)}
    coverage: dict[tuple[int, Reading], list[Coverage]] = {(year, kind): [] for year in YEARS for kind in READINGS}
    for reading in READINGS:
        for row in snapshot.coverage(reading):
            coverage[row.year, reading].append(row)
    return Facts(
        snapshot_id=snapshot.id,
        municipality=_municipality(snapshot),
        reference_date=date.fromisoformat(snapshot.setting("reference_date")),
        bydele={row["bydel_no"]: (row["bydel"], row["slug"]) for row in snapshot.bydele()},
        roder={row["rode_no"]: (row["rode"], row["bydel_no"]) for row in snapshot.rows("roder", "rode_no")},
        area_groups={row.key: (row.name, row.bydel_nos) for row in snapshot.records(AreaGroup)},
        groups=snapshot.records(AreaGroup),
        least_residents=int(snapshot.setting("least_residents")),
        least_persons=int(snapshot.setting("least_persons")),
        least_almene_share=int(snapshot.setting("least_almene_share")) / 100,
        almene_shares={row.rode_no: row.almene_share for row in snapshot.records(RodeHousing)},
        departments={row.department_id: row for row in snapshot.records(Department)},
        plans=_newest_first(snapshot.records(Plan), snapshot.records(PlanPeriod), snapshot.records(ListedDepartment)),
        states=snapshot.records(PlanState),
        periods=snapshot.records(PlanPeriod),
        links=snapshot.records(PlanLink),
        organisations=snapshot.records(PlanOrganisation),
        caveats=snapshot.records(PlanCaveat),
        listed=listed,
        matches={row.listed_id: row for row in snapshot.records(Match)},
        **_placing(snapshot),
        memberships=sorted(snapshot.records(Membership), key=lambda row: (row.plan_id, position[row.listed_id])),
        counts={row.key: row for row in snapshot.records(PrintedCount)},
        coverage=coverage,
        documents={row.document_id: row for row in snapshot.records(Document)},
        datasets=snapshot.records(Dataset),
        findings=snapshot.records(Finding),
        held=snapshot.records(Held),
        funding_subjects={row.subject_id: row for row in snapshot.records(FundingSubject)},
        funding=sorted(snapshot.records(Funding), key=_as_printed),
        plan_area_figures=snapshot.records(PlanAreaFigure),
        list_areas=sorted(
            snapshot.records(ListArea), key=lambda row: (row.source.document_id, row.source.line, row.key)
        ),
        list_area_departments=snapshot.records(ListAreaDepartment),
        indicators=sorted(snapshot.records(Indicator), key=lambda row: (row.theme, row.position)),
        figures=_figures(snapshot),
        series={row.series_id: row for row in snapshot.records(Series)},
        sourced={HOME[record][0]: snapshot.records(record) for record in SOURCED},
    )


def _municipality(snapshot: Snapshot) -> Municipality:
    for key in SETTINGS:
        snapshot.setting(key)  # says which is absent
    return Municipality.of({row.key: row.value for row in snapshot.records(Setting)})


def _newest_first(plans: list[Plan], periods: list[PlanPeriod], listed: list[ListedDepartment]) -> list[Plan]:
    """The plans by first day, the newest first; those of one day as the documents list them, not by the alphabet."""
    start = {row.plan_id: row.start for row in periods if row.role == "default"}
    line = {row.plan_id: row.source.line for row in sorted(listed, key=lambda row: -row.position)}

    def order(plan: Plan) -> tuple[int, int, int, str]:
        first = start.get(plan.plan_id)
        return plan.stands_for, -(first.toordinal() if first else 0), line.get(plan.plan_id, 10**6), plan.plan_id

    return sorted(plans, key=order)


def _placing(snapshot: Snapshot) -> dict[str, Any]:
    """What names and outlines rest on, by the names the facts have for it."""
    candidates: dict[str, list[MatchCandidate]] = defaultdict(list)
    for one in sorted(snapshot.records(MatchCandidate), key=lambda row: (row.listed_id, row.rank)):
        candidates[one.listed_id].append(one)
    evidence: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for clue in sorted(snapshot.records(Evidence), key=lambda row: (row.listed_id, row.department_id, row.position)):
        evidence[clue.listed_id, clue.department_id].append(clue)
    return {
        "candidates": dict(candidates),
        "evidence": dict(evidence),
        "decisions": {row.key: row for row in snapshot.records(Decision)},
        "footprints": {row.department_id: row for row in snapshot.records(Footprint)},
        "department_keys": snapshot.records(DepartmentKey),
        "department_names": snapshot.records(DepartmentName),
        "organisation_names": snapshot.records(OrganisationName),
    }


def _as_printed(row: Funding) -> tuple[str, int, str, int, int]:
    """Amounts in the order of the page; the cells of a table by year, the sum of a row last."""
    first, last = row.year_from or 0, row.year_to or 0
    return row.source.document_id, row.source.line, row.table_row or "", last - first, first


def _figures(snapshot: Snapshot) -> Figures:
    found: dict[tuple[str, Level, int], dict[int, Figure]] = defaultdict(dict)
    for row in snapshot.indicator_values():
        indicator_id, level, place_no, year, value, weight, parts, missing = row
        found[indicator_id, level, year][place_no] = Figure(value, weight, parts, missing)
    return dict(found)
