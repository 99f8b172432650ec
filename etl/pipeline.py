"""The recipe: register and geography in, one snapshot out; one call a step, in the order the data flows."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from etl import (
    datasets,
    documents,
    fetched,
    figures,
    footprints,
    inputs,
    layers,
    placement,
    reconcile,
    register,
    rode_housing,
    statistics,
    tables,
)
from etl.accounts import accounts
from etl.areas import Areas
from etl.disclosure import Limits
from etl.figures import Statistics
from etl.footprints import Drawn
from etl.gazetteer import gazetteer
from etl.geography import Geography
from etl.placement import Placement
from etl.register import Register
from etl.register.municipality import carried as carried_municipality
from geodata import coverage, timeline
from geodata.catalogue import COVERAGE, HOMES_DATASET
from geodata.errors import RegisterError
from geodata.model import (
    FIRST_YEAR,
    LAST_YEAR,
    READINGS,
    Coverage,
    Dataset,
    Department,
    DepartmentKey,
    Evidence,
    Finding,
    Footprint,
    Held,
    IndicatorValue,
    Match,
    MatchCandidate,
    Municipality,
    Reading,
    RodeHousing,
    Source,
)
from geodata.rows import Table, to_row
from geodata.store import sha256_of
from geodata.store_write import write_snapshot
from geodata.version import code_version

log = logging.getLogger("etl")


@dataclass(frozen=True)
class Sources:
    """Where a build reads from; None means what the program carries (geodata, statistics) or nothing (documents).

    `failures` are the services that should have given the layers and did not; each becomes a finding.
    """

    register: Path = register.EMBEDDED
    documents: Path | None = None
    geodata: Path | None = None
    statistics: Path | None = None
    failures: tuple[reconcile.ServiceFailure, ...] = ()


@dataclass(frozen=True)
class Ground:
    """The geography with the departments as they stand: by their lasting ids, drawn where a person has drawn them, each
    in its district; how each outline came about; and the datasets, with the hashes of the files that were read."""

    geography: Geography
    drawn: Drawn
    departments: list[Department]
    footprints: list[Footprint]
    datasets: tuple[Dataset, ...]


def build(store: Path, sources: Sources) -> str:
    """Builds a snapshot, makes it current and returns its id. Raises a HelhedskortError; the old one then stays."""
    facts = register.load(sources.register)
    log.info("register: %d opførte afdelinger i %d planer", len(facts.listed_departments), len(facts.plans))
    present, quoted = in_documents(facts, sources.documents)
    ground = on_the_ground(facts, sources)
    geography, departments = ground.geography, ground.departments
    log.info("geografi: %d bydele, %d afdelinger", len(geography.areas), len(departments))
    measured, values = figured(facts, sources, geography)
    tied = placed(facts, geography, departments)
    matches = tied.matches
    log.info("placering: %d af %d navne", sum(m.outcome == "matched" for m in matches), len(matches))
    by_reading = coverage_by_reading(facts, geography, departments, matches)
    told = [
        *checked(facts, quoted, present, geography, departments, tied, measured, sources.failures),
        *about_outlines(facts, ground, tied),
    ]
    findings = [row for row in told if isinstance(row, Finding)]
    held = [row for row in told if isinstance(row, Held)]
    log.info("fund: %d", len(findings))
    log.info("går op: %d trykte tal", len(held))
    rows = [
        *tables.register_tables(facts, quoted),
        *tables.shape_tables(facts, geography, departments, matches, ground.footprints),
        tables.kept(Footprint, ground.footprints),
        tables.kept(Match, matches),
        tables.kept(MatchCandidate, tied.candidates),
        tables.kept(Evidence, tied.evidence),
        *(
            Table(COVERAGE[reading], ("bydel_no", "year"), [to_row(row) for row in covered])
            for reading, covered in by_reading.items()
        ),
        *tables.statistics_tables(measured.indicators, values),
        tables.kept(RodeHousing, rode_housing.almene_shares(geography.roder, departments)),
        tables.kept(Dataset, ground.datasets),
        tables.kept(Finding, findings),
        tables.kept(Held, held),
    ]
    identity = write_snapshot(
        store,
        rows,
        inputs=inputs.hashes(
            sources.register, present.values(), sources.geodata, sources.statistics, elsewhere=geography.elsewhere
        ),
        counts=accounts(facts, quoted.values(), geography, departments, ground.footprints, matches, measured),
        code_version=code_version(Path(__file__).parent, Path(coverage.__file__).parent),
        reports={"departments_in_bydele.csv": tables.departments_in_bydele(facts, departments, matches, geography)},
    )
    log.info("øjebliksbillede: %s", store / identity)
    return identity


def as_read(geography: Geography, municipality: Municipality, sources: Sources) -> tuple[Dataset, ...]:
    """The datasets with hash and day of the files that were read."""
    told = layers.with_hashes(geography.datasets, statistics.official_files(sources.statistics))
    if sources.geodata is not None and municipality.code != carried_municipality().code:
        told = datasets.of_another(told, sources.geodata, sources.statistics, municipality)
    return fetched.with_dates(told, sources.geodata, sources.statistics)


def figured(facts: Register, sources: Sources, geography: Geography) -> tuple[Statistics, list[IndicatorValue]]:
    """The statistics as read, and every figure that is made of them, with what is held back as a reason."""
    measured = statistics.read(sources.statistics, geography.roder, carried=not geography.elsewhere)
    limits = Limits(facts.least_residents, facts.least_persons)
    log.debug("mange almene boliger: fra %d %% af arealet", facts.least_almene_share)  # refused now, not when served
    values = figures.indicator_values(measured, geography.roder, limits)
    log.info("statistik: %d tal i %d indikatorer", len(values), len(measured.indicators))
    return measured, values


def in_documents(facts: Register, folder: Path | None) -> tuple[dict[str, Path], dict[tuple[str, str], Source]]:
    """The documents at hand by id, and every register row's source, with its quote where its document is there."""
    present = documents.present(facts.documents, folder) if folder else {}
    quoted = documents.with_quotes(facts.sourced(), present)
    if folder:
        quotes = sum(source.quote is not None for source in quoted.values())
        papers = "dokument" if len(present) == 1 else "dokumenter"
        log.info("citater: %d af %d fundet i %d %s", quotes, len(quoted), len(present), papers)
    else:
        log.info("citater: ikke slået efter (%d rækker); angiv dokumenterne med --documents", len(quoted))
    return present, quoted


def on_the_ground(facts: Register, sources: Sources) -> Ground:
    """Where everything is. Raises LayerError and RegisterError for what cannot be."""
    geography = geography_of(facts.municipality, sources)
    known = identified(geography.departments, facts.department_keys, facts.reference_date)
    drawn = footprints.drawn(known, facts.decisions, geography.areas)
    departments = in_districts(drawn.departments, geography)
    told = as_read(geography, facts.municipality, sources)
    layer = next((row for row in told if row.dataset_id == HOMES_DATASET), None)
    made = footprints.footprints(departments, geography.stated, drawn.decided, layer)
    return Ground(geography, drawn, departments, made, told)


def geography_of(municipality: Municipality, sources: Sources) -> Geography:
    """The layers of the sources. What we carry is of one municipality, told by its code, and is no other's."""
    ours = carried_municipality()
    another = municipality.code != ours.code
    if sources.geodata is not None:
        return layers.read_folder(sources.geodata, another=another)
    if another:
        raise RegisterError(
            f"registret er om {municipality.authority} ({municipality.code}); de medfølgende kortlag er om "
            f"{ours.authority} ({ours.code})",
            where="settings.csv, municipality_code",
            remedy="Angiv en mappe med kommunens egne kortlag med --geodata (docs/new-municipality.md).",
        )
    return layers.read_embedded()


def identified(departments: Iterable[Department], keys: Iterable[DepartmentKey], day: date) -> list[Department]:
    """The departments with the ids that are theirs for good: a change of official key does not change who it is.

    `day` is the register's reference date, for rows that hold in a span of days. Raises RegisterError where two
    departments would bear one id.
    """
    ids = {
        (row.organisation_no, row.department_no): row.department_id
        for row in keys
        if (row.valid_from or day) <= day <= (row.valid_to or day)
    }
    named = [
        replace(row, department_id=ids.get((row.organisation_no, row.department_no), row.department_id))
        for row in departments
    ]
    twice = [department_id for department_id, count in Counter(row.department_id for row in named).items() if count > 1]
    if twice:
        raise RegisterError(
            f"to afdelinger i laget ville få id {twice[0]}",
            where="department_keys.csv, kolonnen department_id",
            remedy="Ret rækken, så hver afdeling har sit eget id.",
        )
    return named


def in_districts(departments: Iterable[Department], geography: Geography) -> list[Department]:
    """The departments with the city district of largest overlap, or that holds their point; None without either."""
    return [
        replace(row, bydel_no=coverage.bydel_of(footprints.place(row, geography.stated), geography.areas))
        for row in departments
    ]


def about_outlines(facts: Register, ground: Ground, tied: Placement) -> list[Finding]:
    """What every check says of where the departments are, how sure that is, and what people have decided of it."""
    departments, areas = ground.departments, ground.geography.areas
    by_id = {department.department_id: department for department in departments}
    somewhere = {row.department_id for row in ground.footprints}
    return [
        *reconcile.decision_does_not_fit(
            facts.decisions,
            facts.listed_departments,
            by_id,
            tied.candidates,
            outside=ground.drawn.outside,
            apart=ground.drawn.apart,
        ),
        *reconcile.outline_missing(departments, somewhere),
        *reconcile.outside_the_city(departments, somewhere),
        *reconcile.outline_shared(footprints.shared_outlines(departments), by_id),
        *reconcile.two_districts(departments, areas),
        *reconcile.footprint_approximate(ground.footprints),
        *reconcile.footprint_note(departments, footprints.notes(departments, ground.geography.stated)),
    ]


def placed(facts: Register, geography: Geography, departments: Sequence[Department]) -> Placement:
    """What becomes of every listed department: one match each, with the candidates and what speaks for them."""
    known = {area.bydel_no for area in geography.areas}
    districts = {area.slug: area.bydel for area in geography.areas}
    for group in facts.area_groups:
        if group.key in districts:
            raise RegisterError(
                f"områdegruppen {group.name} har samme adresse som bydelen {districts[group.key]}",
                where="area_groups.csv, kolonnen key",
                remedy="Giv områdegruppen en anden nøgle.",
            )
        if not set(group.bydel_nos) <= known:
            raise RegisterError(
                f"områdegruppen {group.name} nævner bydel {min(set(group.bydel_nos) - known)}, som ikke er i laget",
                where="area_groups.csv, kolonnen bydel_nos",
                remedy="Ret numrene, eller brug et lag med alle bydele.",
            )
    areas = Areas(geography.areas, facts.area_groups)
    among = gazetteer(departments, facts.department_names, facts.organisation_names, areas)
    return placement.place_all(facts, among, {area.bydel: area.bydel_no for area in geography.areas})


def coverage_by_reading(
    facts: Register, geography: Geography, departments: Sequence[Department], matches: Iterable[Match]
) -> dict[Reading, list[Coverage]]:
    """Coverage of every district and year, for each reading of the periods."""
    where = coverage.placed(matches)
    return {
        reading: [
            row
            for year in range(FIRST_YEAR, LAST_YEAR + 1)
            for row in coverage.coverage(
                year,
                geography.areas,
                departments,
                coverage.covered_departments(
                    year, facts.memberships, timeline.periods_of_reading(facts.plan_periods, reading), where
                ),
                facts.plan_list_completeness,
            )
        ]
        for reading in READINGS
    }


def checked(
    facts: Register,
    quoted: Mapping[tuple[str, str], Source],
    present: Mapping[str, Path],
    geography: Geography,
    departments: Sequence[Department],
    tied: Placement,
    measured: Statistics,
    failures: Iterable[reconcile.ServiceFailure] = (),
) -> list[Finding | Held]:
    """What every check says: each finding of the build, and what was held against something and fits."""
    by_listed = {match.listed_id: match for match in tied.matches}
    by_id = {department.department_id: department for department in departments}
    given = {document_id: sha256_of(path) for document_id, path in present.items()}
    return [
        *reconcile.name_placement(facts.listed_departments, by_listed, tied.candidates),
        *reconcile.two_names_one_department(facts.listed_departments, by_listed),
        *reconcile.departments_not_named(facts, by_listed),
        *reconcile.organisation_not_in_predecessor(facts, by_listed, by_id),
        *(row for check in reconcile.OF_THE_REGISTER for row in check(facts)),
        *reconcile.homes_missing(departments),
        *reconcile.key_doubled(geography, by_id),
        *reconcile.name_without_rode(measured, Limits(facts.least_residents, facts.least_persons)),
        *reconcile.rode_without_figures(measured, geography.roder),
        *reconcile.year_lacks_roder(measured, geography.roder),
        *reconcile.quote_moved(facts.sourced(), quoted),
        *reconcile.document_differs(facts.documents, given),
        *reconcile.service_failed(failures, geography.datasets),
    ]
