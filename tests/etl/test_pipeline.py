import csv
import io
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from shapely.geometry import Polygon, box

from etl import layers, pipeline, register
from etl.geography import Geography
from etl.pipeline import Sources
from etl.register.reader import read_table
from geodata.catalogue import name_of
from geodata.coverage import assumed_departments, covered_departments, placed
from geodata.errors import LayerError, RegisterError
from geodata.model import (
    Department,
    DepartmentKey,
    Finding,
    Funding,
    FundingSubject,
    Held,
    Indicator,
    ListArea,
    ListAreaDepartment,
    Match,
    Membership,
    Plan,
    PlanAreaFigure,
    PlanLink,
    PlanPeriod,
)
from geodata.store import Snapshot, current_id
from geodata.timeline import periods_of_reading
from tests.builders import a_department
from tests.etl.materials import bydele_json, departments_json, edit, rewrite
from tests.geodata.snapshots import opened

YEARS = range(2014, 2030)
DAY = date(2026, 12, 31)
NAMES = {3: "Nørrebro", 9: "Amager Øst", 10: "Amager Vest"}
LUNDTOFTEGADE_2017 = {3: (3, 1073, 9565)}
FIGURES_2026 = {3: (13, 3357, 9565), 9: (7, 1252, 5654), 10: (14, 3265, 8954)}


@pytest.fixture(scope="module")
def carried(store: Path) -> Snapshot:
    return opened(store)


@pytest.fixture(scope="module")
def official(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the official layers and the documents themselves."""
    store = tmp_path_factory.mktemp("official")
    sources = Sources(documents=shared / "documents", geodata=shared / "geodata", statistics=shared / "statistics")
    pipeline.build(store, sources)
    return opened(store)


@pytest.fixture(params=["carried", "official"])
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Whatever holds of what we carry holds of the official layers too."""
    return request.getfixturevalue(request.param)


def known(snapshot: Snapshot, year: int, reading: str = "default") -> dict[int, tuple[int, int, int]]:
    return {
        row.bydel_no: (row.departments_covered, row.homes_covered, row.homes)
        for row in snapshot.coverage(reading)
        if row.year == year and row.homes_covered is not None
    }


def report(snapshot: Snapshot) -> list[dict[str, str]]:
    text = (snapshot.folder / "departments_in_bydele.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


# The figures


def test_2026_has_the_figures_of_the_contract(snapshot: Snapshot) -> None:
    assert known(snapshot, 2026) == FIGURES_2026


def test_the_other_seven_districts_are_unknown_in_2026(snapshot: Snapshot) -> None:
    rows = [row for row in snapshot.coverage("default") if row.year == 2026]
    unknown = [row for row in rows if row.bydel_no not in FIGURES_2026]
    assert [(row.homes_covered, row.homes_family_youth_covered, row.departments_covered) for row in unknown] == [
        (None, None, None)
    ] * 7


@pytest.mark.parametrize("reading", ["default", "agreement"])
def test_every_year_has_ten_districts(snapshot: Snapshot, reading: str) -> None:
    rows = sorted((row.year, row.bydel_no) for row in snapshot.coverage(reading))
    assert rows == [(year, bydel_no) for year in YEARS for bydel_no in range(1, 11)]


@pytest.mark.parametrize(
    ("reading", "years"),
    [
        ("default", {3: range(2025, 2029), 9: range(2026, 2030), 10: range(2026, 2030)}),
        ("agreement", {3: range(2025, 2028), 9: range(2026, 2029), 10: range(2026, 2029)}),
    ],
)
def test_each_reading_covers_the_years_of_its_periods(
    snapshot: Snapshot, reading: str, years: dict[int, range]
) -> None:
    from_2025 = range(2025, 2030)
    assert {year: known(snapshot, year, reading) for year in from_2025} == {
        year: {number: FIGURES_2026[number] for number, span in years.items() if year in span} for year in from_2025
    }


@pytest.mark.parametrize("reading", ["default", "agreement"])
@pytest.mark.parametrize("year", YEARS)
def test_before_2025_three_departments_are_known_for_four_years(snapshot: Snapshot, year: int, reading: str) -> None:
    if year < 2025:
        assert known(snapshot, year, reading) == (LUNDTOFTEGADE_2017 if 2017 <= year <= 2020 else {})


@pytest.mark.parametrize(("year", "firm"), [(2018, 0), (2025, 0), (2026, 34 - 2)])
def test_what_an_earlier_plan_covers_is_a_reading_of_ours(snapshot: Snapshot, year: int, firm: int) -> None:
    periods = periods_of_reading(snapshot.records(PlanPeriod), "default")
    memberships, matches = snapshot.records(Membership), snapshot.records(Match)
    covered = covered_departments(year, memberships, periods, placed(matches))
    assumed = assumed_departments(year, memberships, periods, matches)
    assert len(covered) - len(assumed) == firm


def test_no_figure_comes_from_a_complete_list(snapshot: Snapshot) -> None:
    assert not any(row.complete for row in snapshot.coverage("default"))


def test_the_coverage_table_has_the_columns_of_the_contract(carried: Snapshot) -> None:
    assert {
        "bydel_no",
        "bydel",
        "year",
        "homes_covered",
        "homes",
        "departments_covered",
        "departments",
        "complete",
    } <= set(carried.rows("bydel_coverage")[0])


def test_the_districts_of_the_coverage_have_their_canonical_names(snapshot: Snapshot) -> None:
    names = {row.bydel_no: row.bydel for row in snapshot.coverage("default")}
    assert names == {area.bydel_no: area.bydel for area in layers.read_embedded().areas}


# The placing


def test_every_listed_name_but_one_is_placed(snapshot: Snapshot) -> None:
    unplaced = {row.listed_id: row.outcome for row in snapshot.records(Match) if not row.department_ids}
    assert unplaced == {"amager-2026/portugalsgade": "ambiguous"}


def test_a_plan_counts_each_of_its_departments_once(snapshot: Snapshot) -> None:
    placed = {row["plan_id"]: row["departments_placed"] for row in snapshot.rows("plans")}
    known = {"noerrebro-2026": 13, "amager-2026": 21, "noerrebro-2021": 13, "lundtoftegade-2017": 3}
    assert placed == dict.fromkeys(placed, 0) | known


def test_a_plans_area_is_drawn_where_its_departments_are(carried: Snapshot) -> None:
    plans = pyogrio.read_dataframe(carried.path, layer="plans").set_index("plan_id")
    bydele = pyogrio.read_dataframe(carried.path, layer="bydele").set_index("bydel_no")
    noerrebro = plans.geometry["noerrebro-2026"]
    assert noerrebro.intersection(bydele.geometry[3]).area > 0.99 * noerrebro.area


def test_the_report_tells_where_each_listed_name_was_placed(snapshot: Snapshot) -> None:
    rows = {(row["plan_id"], row["name"]): row for row in report(snapshot)}
    assert len(rows) == 39
    assert rows["amager-2026", "Prags Boulevard"] == {
        "plan_id": "amager-2026",
        "printed": "Prags Boulevard",
        "name": "Prags Boulevard",
        "outcome": "matched",
        "department_id": "678-9",
        "department": "9309, Prags Boulevard",
        "bydel": "Amager Øst",
        "how": "evidence",
        "reason": "Danske Funktionærers Boligselskab: afgjort via forgængerplanens organisationer. "
        "Navnet bæres også af en afdeling i Bo-Vita.",
    }


def test_the_report_says_which_name_was_not_placed_and_why(snapshot: Snapshot) -> None:
    [row] = [row for row in report(snapshot) if not row["department_id"]]
    assert (row["name"], row["outcome"], row["how"], row["bydel"]) == ("Portugalsgade", "ikke placeret", "none", "")
    assert "153-176" in row["reason"]
    assert "153-177" in row["reason"]


def test_the_report_counts_the_departments_of_each_district(snapshot: Snapshot) -> None:
    placed = {(row["bydel"], row["department_id"]) for row in report(snapshot) if row["department_id"]}
    counts = {number: sum(bydel == name for bydel, _ in placed) for number, name in NAMES.items()}
    assert counts == {number: departments for number, (departments, _, _) in FIGURES_2026.items()}


@pytest.mark.parametrize(
    "finding",
    [
        "name-placement/amager-2026/portugalsgade",
        "two-names-one-department/amager-2026/146-40",
        "period-sources-disagree/amager-2026",
        "period-sources-disagree/noerrebro-2026",
        "plans-not-named/aktuelle-planer",
        "outline-missing/233-1005",
        "key-doubled/49-25",
        "key-doubled/739-95",
        "name-without-rode/slevhus",
        "rode-without-figures/252",
        "year-lacks-roder/2012",
        "negotiated-plans-not-named/planer-2017",
        "prose-against-table/tm021/beslutning/understoettelse",
        "agreement-against-note/understoettelse-fem-planer",
        "two-price-levels/2026",
        "departments-not-named/aktuelle-planer",
        "organisation-not-in-predecessor/amager-2026/233",
        "budget-year-outside-period/medfinansiering-2026/2029",
        "dates-against-each-other/forhandling-2026",
        "one-decision-two-amounts/2020-10-01/budget-2021/pulje-budget-2021",
        "pool-not-allotted/tmu-amager-2022/pulje",
        "shares-against-amounts/tmu-amager-2022/plan/tilsammen",
        "target-against-measurement/almene-20",
        "share-without-denominator/smaa-billige-10",
        "two-bases/almene-andel",
        "jump-in-series/lav-husleje-familieboliger/2017-01-19",
        "counts-against-lists/amager-2022/afdelinger",
        "remark/tm021/hver-12-5",
    ],
)
def test_what_does_not_add_up_is_found(snapshot: Snapshot, finding: str) -> None:
    assert finding in {row.finding_id for row in snapshot.records(Finding)}


def test_periods_disagree_for_the_two_plans_of_2026_alone(snapshot: Snapshot) -> None:
    found = {row.subject for row in snapshot.records(Finding) if row.check == "period-sources-disagree"}
    assert found == {"plan/noerrebro-2026", "plan/amager-2026"}


def test_two_plans_that_list_one_department_are_not_two_names_of_it(snapshot: Snapshot) -> None:
    found = [row.subject for row in snapshot.records(Finding) if row.check == "two-names-one-department"]
    assert found == ["department/146-40"]


def test_the_cells_of_printed_tables_that_do_not_add_up_are_errors(snapshot: Snapshot) -> None:
    found = {
        row.finding_id.removeprefix("table-total/tm021/"): (row.printed, row.computed, row.arithmetic)
        for row in snapshot.records(Finding)
        if row.check == "table-total"
    }
    assert found == {
        "tabel-1/i-alt/2027": (3734, 3754, "2.100 + 1.654 = 3.754"),
        "tabel-1/i-alt/2028": (3734, 3754, "2.100 + 1.654 = 3.754"),
        "tabel-1/i-alt/2029": (3734, 2754, "1.100 + 1.654 = 2.754"),
        "tabel-1/i-alt/i-alt": (12544, 13484, "2.282 + 3.734 + 3.734 + 3.734 = 13.484"),
        "tabel-3/service-i-alt/2026": (2282, 182, "182"),
        **{f"tabel-3/service-i-alt/{year}": (3734, 1654, "1.654") for year in (2027, 2028, 2029)},
        "tabel-3/service-i-alt/i-alt": (12544, 5144, "5.144"),
    }


def test_the_only_errors_are_of_sums_periods_and_a_forecast(snapshot: Snapshot) -> None:
    errors = {row.finding_id for row in snapshot.records(Finding) if row.severity == "error"}
    assert {key for key in errors if not key.startswith("table-total/")} == {
        "period-against-duration/noerrebro-2026/aftale",
        "period-against-duration/amager-2026/aftale",
        "forecast-against-basis/udsaettelser/2016/prognose",
    }


def test_every_source_of_a_finding_is_a_row_that_has_one(snapshot: Snapshot) -> None:
    named = {tuple(key.split("/", 1)) for row in snapshot.records(Finding) for key in row.sources}
    assert len(named) > 50
    assert named <= set(snapshot.sources)


def test_the_register_comes_out_of_a_snapshot_as_it_went_in(carried: Snapshot) -> None:
    facts = register.load()
    for record, rows in [
        (Plan, facts.plans),
        (PlanLink, facts.plan_links),
        (FundingSubject, facts.funding_subjects),
        (Funding, facts.funding),
        (PlanAreaFigure, facts.plan_area_figures),
        (ListArea, facts.list_areas),
        (ListAreaDepartment, facts.list_area_departments),
    ]:
        assert carried.records(record) == sorted(rows, key=name_of)


def test_every_finding_is_worded_in_both_languages(snapshot: Snapshot) -> None:
    findings = snapshot.records(Finding)
    assert len(findings) > 10
    assert all(len(row.message_da) > 20 and len(row.message_en) > 20 for row in findings)


def test_what_holds_is_kept_with_its_arithmetic_beside_what_does_not(snapshot: Snapshot) -> None:
    held = {row.held_id: row for row in snapshot.records(Held)}
    assert held["table-total/tm021/tabel-1/i-alt/2026/down"].arithmetic == "2.100 + 182 = 2.282"
    assert held["pool-not-allotted/tmu-mimerskvarteret-2022/kommunen"].arithmetic == "1,1 = 0,5 + 0,6"
    assert held.keys() & {row.finding_id for row in snapshot.records(Finding)} == set()


def test_every_finding_has_a_name_of_its_own(snapshot: Snapshot) -> None:
    names = [row.finding_id for row in snapshot.records(Finding)]
    assert len(names) == len(set(names))


# The statistics


def published(snapshot: Snapshot, indicator: str, level: str, place_no: int, year: int) -> float | None:
    [value] = [row[4] for row in snapshot.indicator_values() if row[:4] == (indicator, level, place_no, year)]
    return value


@pytest.mark.parametrize(
    ("level", "place_no", "expected"),
    [
        ("city", 0, (82.61, 21.26, 33.43)),
        ("bydel", 3, (82.63, 19.62, 41.26)),
        ("bydel", 8, (79.06, 26.89, 38.67)),
        ("bydel", 10, (82.68, 22.03, 31.61)),
        ("bydel", 9, (83.92, 21.35, 32.93)),
    ],
    ids=["the city", "Nørrebro", "Bispebjerg", "Amager Vest", "Amager Øst"],
)
def test_the_means_of_2013_are_those_of_the_contract(
    snapshot: Snapshot, level: str, place_no: int, expected: tuple[float, ...]
) -> None:
    indicators = ("labour_market_attachment", "no_education", "low_income")
    found = tuple(round(published(snapshot, name, level, place_no, 2013), 2) for name in indicators)
    assert found == expected


def test_what_we_carry_has_the_figures_of_the_citys_own_files(carried: Snapshot, official: Snapshot) -> None:
    assert carried.indicator_values() == official.indicator_values()
    assert carried.records(Indicator) == official.records(Indicator)


def test_the_statistics_are_without_the_year_before_the_break(snapshot: Snapshot) -> None:
    assert min(row[3] for row in snapshot.indicator_values() if row[0] == "labour_market_attachment") == 2009


def test_every_figure_is_of_a_place_of_the_snapshot(snapshot: Snapshot) -> None:
    places = {
        "rode": {row["rode_no"] for row in snapshot.roder()},
        "bydel": {row["bydel_no"] for row in snapshot.bydele()},
        "city": {0},
    }
    assert {row[1]: set() for row in snapshot.indicator_values()} == dict.fromkeys(places, set())
    assert all(row[2] in places[row[1]] for row in snapshot.indicator_values())


def test_every_rode_lies_in_a_district_of_the_snapshot(snapshot: Snapshot) -> None:
    assert {row["bydel_no"] for row in snapshot.roder()} == {row["bydel_no"] for row in snapshot.bydele()}


def test_another_fewest_residents_shows_more_and_changes_no_mean(
    carried: Snapshot, tmp_path: Path, folder: Path
) -> None:
    edit(folder / "settings.csv", "least_residents,100,", "least_residents,0,")
    pipeline.build(tmp_path / "store", Sources(register=folder))
    shown = opened(tmp_path / "store").indicator_values()
    assert not any(row[7] == "few residents" for row in shown)
    assert [row for row in shown if row[1] != "rode"] == [row for row in carried.indicator_values() if row[1] != "rode"]


# Quotes


def test_without_documents_no_row_has_a_quote(carried: Snapshot) -> None:
    assert {source.quote for source in carried.sources.values()} == {None}


def test_with_documents_every_row_has_its_quote(official: Snapshot) -> None:
    assert all(source.quote for source in official.sources.values())


def test_a_document_of_another_edition_has_its_quotes_found_and_is_a_finding(shared: Path, tmp_path: Path) -> None:
    name = "001_23ca7d99b5180e6f.txt"
    edition = "\n" + (shared / "documents" / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(edition, encoding="utf-8")
    pipeline.build(tmp_path / "store", Sources(documents=tmp_path))
    checks = {row.check for row in opened(tmp_path / "store").records(Finding)}
    assert {"quote-moved", "document-differs"} <= checks


# The manifest


def counts(snapshot: Snapshot) -> dict[str, tuple[int, int, int]]:
    return {row["step"]: (row["in"], row["out"], row["refused"]) for row in snapshot.manifest["counts"]}


def test_what_goes_into_a_step_comes_out_or_is_refused(snapshot: Snapshot) -> None:
    assert len(counts(snapshot)) == 7
    assert all(given == out + refused for given, out, refused in counts(snapshot).values())


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("layer features -> departments", (507, 505, 2)),
        ("departments -> city district", (505, 504, 1)),
        ("departments -> footprints", (505, 504, 1)),
        ("listed names -> departments", (39, 38, 1)),
    ],
)
def test_each_step_says_how_many_it_took_and_refused(snapshot: Snapshot, step: str, expected: tuple) -> None:
    assert counts(snapshot)[step] == expected


@pytest.mark.parametrize(
    ("step", "of_the_city", "of_ours"),
    [
        ("statistics rows -> roder", (2770, 2361, 409), (2367, 2361, 6)),
        ("statistics rows -> city districts", (748, 715, 33), (319, 319, 0)),
    ],
)
def test_the_rows_of_the_statistics_are_counted_as_they_stand_in_their_file(
    carried: Snapshot, official: Snapshot, step: str, of_the_city: tuple, of_ours: tuple
) -> None:
    assert (counts(official)[step], counts(carried)[step]) == (of_the_city, of_ours)


def test_every_input_is_named_without_its_path_and_hashed(snapshot: Snapshot) -> None:
    inputs = snapshot.manifest["inputs"]
    assert len(inputs) >= 17
    assert all(re.fullmatch(r"(register|documents|geodata|statistics|embedded)/[\w.-]+", name) for name in inputs)
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in inputs.values())


def test_the_manifest_holds_no_path(official: Snapshot, shared: Path) -> None:
    text = (official.folder / "manifest.json").read_text(encoding="utf-8")
    assert str(shared) not in text
    assert str(official.folder.parent) not in text


# The same again


def test_two_builds_in_different_folders_give_the_same_snapshot(store: Path, tmp_path: Path, folder: Path) -> None:
    assert pipeline.build(tmp_path / "Et andet lager æøå", Sources(register=folder)) == current_id(store)


def test_an_edited_figure_gives_another_snapshot(store: Path, tmp_path: Path, folder: Path) -> None:
    edit(folder / "printed_counts.csv", "22500", "22501")
    assert pipeline.build(tmp_path / "store", Sources(register=folder)) != current_id(store)


@pytest.mark.parametrize(
    "bad", ["mange", "-22500", "9" * 20], ids=["not a number", "refused by a table", "too large for a table"]
)
def test_a_build_that_fails_leaves_the_old_snapshot_in_force(
    store: Path, tmp_path: Path, folder: Path, bad: str
) -> None:
    shutil.copytree(store, tmp_path / "store")
    edit(folder / "printed_counts.csv", "22500", bad)
    with pytest.raises(RegisterError):
        pipeline.build(tmp_path / "store", Sources(register=folder))
    assert opened(tmp_path / "store").id == current_id(store)


def test_a_build_that_fails_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(LayerError):
        pipeline.build(tmp_path / "store", Sources(geodata=tmp_path / "nowhere"))
    assert not (tmp_path / "store").exists()


# Layers that are not as expected

HOUSE = box(724_000, 6_176_000, 724_100, 6_176_100)  # in Indre By


@pytest.fixture(scope="module")
def embedded() -> Geography:
    return layers.read_embedded()


def built(tmp_path: Path, embedded: Geography, *departments: Any, **changes: Any) -> Snapshot:
    """A snapshot of the ten districts and these departments; `changes` go into the first of them."""
    bydele_json(tmp_path / "geodata", embedded.areas)
    departments_json(tmp_path / "geodata", departments or embedded.departments, **changes)
    pipeline.build(tmp_path / "store", Sources(geodata=tmp_path / "geodata"))
    return opened(tmp_path / "store")


def test_names_pass_through_unchanged(tmp_path: Path, embedded: Geography) -> None:
    names = [
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "'; DROP TABLE departments; --",
        "=HYPERLINK(1)",
        'a "b", c',
        "æøå Ω 漢字 😀",
    ]
    departments = [a_department(f"1-{number}", name=name, outline=HOUSE) for number, name in enumerate(names)]
    assert [row.name for row in built(tmp_path, embedded, *departments).records(Department)] == names


@pytest.fixture(scope="module")
def without_lundtoftegade(embedded: Geography, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the layer had it not held Lundtoftegade, which is listed with its key."""
    without = [row for row in embedded.departments if row.department_id != "255-11"]
    return built(tmp_path_factory.mktemp("without"), embedded, *without)


def test_a_listed_department_that_is_not_in_the_layer_is_kept_with_the_reason(
    without_lundtoftegade: Snapshot,
) -> None:
    rows = [row for row in report(without_lundtoftegade) if row["name"] == "Lundtoftegade"]
    assert [row["outcome"] for row in rows] == ["ikke placeret"] * 2
    assert all("Nørrebro" in row["reason"] for row in rows)


def test_a_listed_department_that_is_not_in_the_layer_is_a_finding(without_lundtoftegade: Snapshot) -> None:
    [found] = [row for row in without_lundtoftegade.records(Finding) if row.subject == "noerrebro-2026/lundtoftegade"]
    assert (found.check, found.severity) == ("name-placement", "missing")


def test_a_listed_department_that_is_not_in_the_layer_covers_nothing(without_lundtoftegade: Snapshot) -> None:
    departments, _, _ = known(without_lundtoftegade, 2026)[3]
    assert departments == 12


def test_a_layer_in_which_no_listed_department_is_found_leaves_all_unknown(tmp_path: Path, embedded: Geography) -> None:
    snapshot = built(tmp_path, embedded, a_department("1-1", outline=HOUSE))
    assert known(snapshot, 2026) == {}
    assert {match.outcome for match in snapshot.records(Match)} == {"unknown"}


def test_a_layer_without_any_outline_is_built(tmp_path: Path, embedded: Geography) -> None:
    snapshot = built(tmp_path, embedded, a_department("1-1", outline=None))
    assert [row.bydel_no for row in snapshot.records(Department)] == [None]


def test_an_outline_that_crosses_itself_stops_no_build(tmp_path: Path, embedded: Geography) -> None:
    corners = [HOUSE.exterior.coords[index] for index in (0, 2, 1, 3)]
    snapshot = built(tmp_path, embedded, a_department("1-1", outline=Polygon(corners)))
    assert [row.bydel_no for row in snapshot.records(Department)] == [1]


def test_a_department_outside_the_city_is_a_finding(tmp_path: Path, embedded: Geography) -> None:
    abroad = box(600_000, 6_176_000, 600_100, 6_176_100)
    snapshot = built(tmp_path, embedded, a_department("1-1", outline=HOUSE), a_department("1-2", outline=abroad))
    assert "department/1-2" in {row.subject for row in snapshot.records(Finding)}


def test_the_order_of_the_layer_changes_no_row(tmp_path: Path, embedded: Geography) -> None:
    some = embedded.departments[::8]
    forwards, backwards = (built(tmp_path / name, embedded, *rows) for name, rows in (("a", some), ("b", some[::-1])))
    of_the_file = {"snapshot", "datasets"}  # these hold its hash
    tables = {name for name, _ in pyogrio.list_layers(forwards.path)} - of_the_file
    assert {name: forwards.rows(name) for name in tables} == {name: backwards.rows(name) for name in tables}


# A register that is not as expected


def test_a_register_that_begins_from_nothing_is_built(tmp_path: Path, folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != "settings.csv":
            path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    pipeline.build(tmp_path / "store", Sources(register=folder))
    assert known(opened(tmp_path / "store"), 2026) == {}


def test_a_complete_list_of_plans_makes_the_other_districts_zero(tmp_path: Path, folder: Path) -> None:
    edit(folder / "plan_list_completeness.csv", ",nej,", ",ja,")
    pipeline.build(tmp_path / "store", Sources(register=folder))
    rows = opened(tmp_path / "store").coverage("default")
    covered = {row.bydel_no: row.homes_covered for row in rows if row.year == 2026}
    assert covered == {number: FIGURES_2026.get(number, (0, 0))[1] for number in range(1, 11)}


def test_a_membership_that_has_ended_covers_no_longer(tmp_path: Path, folder: Path) -> None:
    def until_2027(row: dict[str, str]) -> None:
        row["valid_to"] = "2027-12-30" if row["listed_id"] == "noerrebro-2026/afd-58" else ""

    rewrite(folder / "memberships.csv", until_2027)
    assert len(read_table(folder / "memberships.csv", Membership)) == 52
    pipeline.build(tmp_path / "store", Sources(register=folder))
    snapshot = opened(tmp_path / "store")
    assert [known(snapshot, year)[3][:2] for year in (2026, 2027)] == [(13, 3357), (12, 3357 - 232)]


def a_key(department_id: str = "255-11", number: str = "1", **span: date) -> DepartmentKey:
    """That department 900-`number` is the one known by another id."""
    return DepartmentKey(
        key=number,
        department_id=department_id,
        organisation_no=900,
        department_no=number,
        valid_from=span.get("first"),
        valid_to=span.get("last"),
        accepted_by="enheden",
        accepted_on=DAY,
        because="sammenlagt",
    )


def test_a_department_keeps_its_id_through_a_change_of_key() -> None:
    [moved, other] = pipeline.identified([a_department("900-1"), a_department("900-2")], [a_key()], DAY)
    assert (moved.department_id, moved.organisation_no, other.department_id) == ("255-11", 900, "900-2")


@pytest.mark.parametrize(
    ("span", "department_id"),
    [
        ({"first": DAY}, "255-11"),
        ({"last": DAY}, "255-11"),
        ({"first": date(2027, 1, 1)}, "900-1"),
        ({"last": date(2026, 12, 30)}, "900-1"),
    ],
    ids=["from the day", "to the day", "from a later day", "to an earlier day"],
)
def test_a_change_of_key_holds_in_its_span(span: dict[str, date], department_id: str) -> None:
    [department] = pipeline.identified([a_department("900-1")], [a_key(**span)], DAY)
    assert department.department_id == department_id


@pytest.mark.parametrize(
    "keys", [[a_key(number="1"), a_key(number="2")], [a_key("900-2")]], ids=["two keys", "a key and its own"]
)
def test_two_departments_never_bear_one_id(keys: list[DepartmentKey]) -> None:
    with pytest.raises(RegisterError, match="department_id"):
        pipeline.identified([a_department("900-1"), a_department("900-2")], keys, DAY)


def test_an_area_group_of_a_district_that_is_not_there_is_refused(tmp_path: Path, folder: Path) -> None:
    edit(folder / "area_groups.csv", "9;10", "9;11")
    with pytest.raises(RegisterError, match=r"area_groups\.csv.*11"):
        pipeline.build(tmp_path / "store", Sources(register=folder))
