"""Another municipality from nothing to a snapshot: the commands of docs/new-municipality.md on a town of our own."""

import ast
import re
import shutil
from pathlib import Path

import pytest

from etl import layers, pipeline, register, statistics
from etl.__main__ import main
from etl.register.municipality import carried
from geodata.errors import HelhedskortError
from geodata.model import Coverage, Footprint, Match, Rode
from geodata.store import Snapshot
from tests import another_municipality as town
from tests.another_municipality import Another
from tests.conftest import ROOT
from tests.etl.materials import edit, rewrite
from tests.geodata.snapshots import opened

CITY = re.compile(r"københavn|kobenhavn|koebenhavn|copenhagen", re.IGNORECASE)


@pytest.fixture(scope="module")
def snapshot(another: Another) -> Snapshot:
    return opened(another.store)


@pytest.fixture(scope="module")
def matches(snapshot: Snapshot) -> dict[str, Match]:
    """The name as printed, one a department -> what became of it."""
    return {row.listed_id.partition("/")[2]: row for row in snapshot.records(Match)}


def covered(snapshot: Snapshot, bydel: str, year: int) -> Coverage:
    return next(row for row in snapshot.coverage("default") if (row.bydel, row.year) == (bydel, year))


# Placing


@pytest.mark.parametrize(
    ("name", "department"),
    [
        ("kloeverhaven-i", "901-1"),
        ("kloeverhaven-ii", "901-2"),
        ("aeblegaarden", "901-3"),
        ("hasselvang", "903-13"),
        ("drosselvej", "902-17"),
        ("soestjernen", "901-25"),
        ("kystparken", "903-24"),
    ],
)
def test_a_name_of_its_own_is_placed_by_name(matches: dict[str, Match], name: str, department: str) -> None:
    assert (matches[name].department_ids, matches[name].method) == ((department,), "name")


def test_a_name_that_is_only_a_number_is_placed_by_it(matches: dict[str, Match]) -> None:
    assert (matches["afd-58"].department_ids, matches["afd-58"].method) == (("902-58",), "department number")


def test_a_doubled_name_is_told_apart_by_who_ran_the_plan_before(matches: dict[str, Match]) -> None:
    solbakken = matches["solbakken"]
    assert (solbakken.department_ids, solbakken.method, solbakken.assumed) == (("902-7",), "evidence", True)
    assert "forgængerplanens organisationer" in (solbakken.reason or "")


def test_a_doubled_name_without_such_evidence_waits_for_a_person_who_settles_it(
    another: Another, matches: dict[str, Match]
) -> None:
    asked = next(text for command, text in another.said.items() if command.endswith("etl check"))
    assert "901-10" in asked and "902-11" in asked and "Hyldegade" in asked
    settled = matches["hyldegade"]
    assert (settled.department_ids, settled.method, settled.reason) == (
        ("902-11",), "decision", "Oplyst af boligselskabet",
    )  # fmt: skip


# Counting: every figure below is a sum of rows of `HOMES`


def homes(bydel_no: int, *keys: str) -> int:
    return sum(count for key, _, count in town.HOMES[bydel_no] if key in keys or not keys)


@pytest.mark.parametrize(
    ("bydel_no", "keys"),
    [
        (1, ("901-1", "901-2", "901-3", "902-58", "902-7")),
        (2, ("902-11", "903-13", "902-17")),
        (3, ("901-25", "903-24")),
    ],
)
def test_the_districts_are_covered_as_their_lists_say(snapshot: Snapshot, bydel_no: int, keys: tuple[str, ...]) -> None:
    row = covered(snapshot, town.DISTRICTS[bydel_no], 2026)
    assert (row.homes_covered, row.homes) == (homes(bydel_no, *keys), homes(bydel_no))
    assert (row.departments_covered, row.departments) == (len(keys), len(town.HOMES[bydel_no]))


def test_the_shares_are_the_ones_a_reader_reckons() -> None:
    assert [homes(bydel_no) for bydel_no in town.HOMES] == [450, 500, 550]


def test_the_plan_before_covers_the_department_it_is_known_to_have_had(snapshot: Snapshot) -> None:
    assert [covered(snapshot, "Åvænge", year).homes_covered for year in (2021, 2022, 2025)] == [None, 100, 100]
    assert covered(snapshot, "Nordlunden", 2025).homes_covered is None


# What is carried belongs to another town


def test_nothing_that_the_program_carries_is_in_the_snapshot(snapshot: Snapshot) -> None:
    for table in ("roder", "land", "water", "indicators", "indicator_values"):
        assert snapshot.rows(table) == [], table
    publishers = {row["dataset_id"]: row["publisher"] for row in snapshot.rows("datasets")}
    assert publishers == {"bydel": "Eksempelby Kommune", "almene_boliger_kk": "Boligkontoret"}


def test_an_outline_is_said_to_be_as_sure_as_the_layer_says(snapshot: Snapshot) -> None:
    made = {row.department_id: (row.method, row.accuracy_m) for row in snapshot.records(Footprint)}
    assert (made[town.HULL], made[town.POINT]) == (("hull of points", 50), ("point only", 200))
    assert len(made) == len(town.departments())


def test_no_table_of_the_snapshot_names_the_city(snapshot: Snapshot) -> None:
    for table in (
        "settings",
        "datasets",
        "documents",
        "funding_shares",
        "findings",
        "parties",
        "sources",
        "indicators",
    ):
        found = [cell for row in snapshot.rows(table) for cell in row.values() if CITY.search(str(cell))]
        assert found == [], table


def test_the_carried_layers_are_refused_for_another_municipality(another: Another, tmp_path: Path) -> None:
    with pytest.raises(HelhedskortError, match="Eksempelby Kommune") as told:
        pipeline.build(tmp_path, pipeline.Sources(register=another.folder / "register"))
    assert "--geodata" in (told.value.remedy or "")
    assert list(tmp_path.iterdir()) == []


def test_the_carried_layers_are_no_other_towns_in_a_folder_either(another: Another, tmp_path: Path) -> None:
    sources = pipeline.Sources(register=another.folder / "register", geodata=layers.EMBEDDED)
    with pytest.raises(HelhedskortError, match="registret er om en anden kommune"):
        pipeline.build(tmp_path, sources)


def test_a_town_has_the_indicators_of_the_files_it_gives_and_no_others(tmp_path: Path) -> None:
    roder = [Rode(rode_no=1, rode="Havnen", bydel_no=1, outline=town.areas()[0].outline)]
    columns = ["name", "year", "Number of residents", *statistics.COLUMNS.values()]
    row = ["Havnen", "2013", "1000", *("5.0" for _ in statistics.COLUMNS)]
    text = "".join(f"{','.join(cells)}\n" for cells in (columns, row))
    (tmp_path / statistics.RODE_YEARS).write_text(text, "utf-8")
    read = statistics.read(tmp_path, roder, carried=False)
    assert {row.published_for for row in read.indicators} == {"rode"}
    assert [(row.rode_no, row.residents) for row in read.rode_years] == [(1, 1000)]
    assert (read.population, read.income) == ({}, {})


def test_the_code_decides_and_not_the_name(folder: Path, tmp_path: Path) -> None:
    edit(folder / "settings.csv", "municipality_code,0101", "municipality_code,0102")
    with pytest.raises(HelhedskortError, match="0102"):
        pipeline.build(tmp_path / "store", pipeline.Sources(register=folder))


def test_a_zero_that_a_spreadsheet_dropped_is_no_other_municipality(folder: Path) -> None:
    edit(folder / "settings.csv", "municipality_code,0101", "municipality_code,101")
    assert register.load(folder).municipality == register.load().municipality


def test_two_builds_of_the_same_folders_are_one_snapshot(another: Another, snapshot: Snapshot, tmp_path: Path) -> None:
    copy = shutil.copytree(another.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("store"))
    again = pipeline.Sources(register=copy / "register", documents=copy / "papirer", geodata=copy / "kort")
    assert pipeline.build(tmp_path / "store", again) == snapshot.id


# The register of a beginner


def test_an_empty_register_has_every_file_and_loads(tmp_path: Path) -> None:
    town.run(tmp_path, "python -m etl begin r --municipality Ås --code 7 --by Os --reference-date 2027-12-31")
    begun = register.load(tmp_path / "r")
    assert (begun.municipality.place, begun.municipality.code) == ("Ås", "0007")
    assert (begun.reference_date.isoformat(), begun.plans) == ("2027-12-31", ())


def test_begin_writes_over_nothing_and_adds_what_is_missing(folder: Path) -> None:
    (folder / "plan_links.csv").unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "1 fil skrevet" in town.run(folder.parent, f"python -m etl begin {folder.name}")
    assert (folder / "plan_links.csv").read_text("utf-8").startswith("key,plan_id,predecessor_id")
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_a_beginner_is_asked_for_the_municipality(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in ([], ["--municipality", "Ås"], ["--municipality", "Ås", "--code", "x", "--by", "Os"]):
        assert main(["begin", str(tmp_path / "r"), *given]) == 1
        assert "Angiv --municipality" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def test_a_register_from_before_the_question_is_of_the_carried_municipality(folder: Path) -> None:
    rewrite(folder / "settings.csv", lambda row: None)
    lines = (folder / "settings.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "settings.csv").write_text("".join(line for line in lines if "municipality" not in line), "utf-8")
    assert register.load(folder).municipality == carried()


@pytest.mark.parametrize("key", ["municipality", "municipality_name", "municipality_code"])
def test_a_register_that_answers_only_a_part_is_refused(folder: Path, key: str) -> None:
    edit(folder / "settings.csv", f"{key},", "noget_andet,")
    with pytest.raises(HelhedskortError, match=f"{key} mangler"):
        register.load(folder)


def test_a_missing_file_is_answered_with_the_command_that_writes_it(folder: Path) -> None:
    (folder / "series.csv").unlink()
    with pytest.raises(HelhedskortError) as told:
        register.load(folder)
    assert f"python -m etl begin {folder}" in (told.value.remedy or "")


def test_another_municipality_may_leave_out_its_english_names(another: Another) -> None:
    of = register.load(another.folder / "register").municipality
    assert (of.place_en, of.authority_en) == ("Eksempelby", "Eksempelby Kommune")


# Code


CORE = ("matching", "likeness", "organisations", "placement", "footprints", "figures", "tables", "accounts", "pipeline")


def words_of_the_city() -> set[str]:
    """Names of the city, its districts, its organisations and its departments that no other word is."""
    geography, names = layers.read_embedded(), register.load().organisation_names
    told = [area.bydel for area in geography.areas]
    told += [name for row in geography.departments for name in (row.name, row.organisation)]
    told += [row.name for row in names]
    return {one for one in told if len(one) > 2} | {"København", "Københavns Kommune", "Copenhagen", "Amager"}


@pytest.mark.parametrize("module", CORE)
def test_no_module_of_the_core_names_the_city_or_what_is_in_it(module: str) -> None:
    tree = ast.parse((ROOT / "etl" / f"{module}.py").read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
    assert texts, "a module without a text would be no test"
    named = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in words_of_the_city()))
    assert [text for text in texts if named.search(text)] == []
