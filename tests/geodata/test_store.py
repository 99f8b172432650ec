import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import translate
from shapely.geometry import Polygon, box

from etl import register
from geodata import store_write
from geodata.catalogue import HOME, name_of
from geodata.errors import StoreError
from geodata.model import Department, Finding, Held, ListedDepartment
from geodata.rows import Table, to_row
from geodata.store import Snapshot, current_id, sha256_of
from geodata.store_write import set_current, snapshot_id, write_snapshot
from tests.builders import a_coverage, a_listed
from tests.conftest import ROOT
from tests.geodata.snapshots import INPUTS, departments, findings, opened, tables, write, write_another

A_COVERAGE = to_row(a_coverage())


def ask(snapshot: Snapshot, question: str) -> list[Any]:
    with closing(sqlite3.connect(snapshot.path)) as connection:
        return connection.execute(question).fetchall()


def everything(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in folder.rglob("*") if path.is_file()}


# The id


@given(st.permutations(departments()), st.permutations(findings()), st.permutations(range(4)))
def test_the_id_does_not_depend_on_the_order_of_rows_or_tables(of_departments: list, found: list, order: list) -> None:
    shuffled = tables(departments=of_departments, findings=found)
    assert snapshot_id([shuffled[place] for place in order], INPUTS) == snapshot_id(tables(), INPUTS)


@given(st.permutations(sorted(INPUTS)))
def test_the_id_does_not_depend_on_the_order_of_the_inputs(names: list[str]) -> None:
    assert snapshot_id(tables(), {name: INPUTS[name] for name in names}) == snapshot_id(tables(), INPUTS)


def test_the_id_does_not_depend_on_where_the_store_is(tmp_path: Path) -> None:
    assert write(tmp_path / "here") == write(tmp_path / "der over" / "æøå")


def test_the_id_does_not_depend_on_the_version_of_the_code(tmp_path: Path) -> None:
    assert write(tmp_path / "a", code_version="1") == write(tmp_path / "b", code_version="2")


def test_the_id_does_not_depend_on_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class AnotherDay(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return cls(2001, 1, 1, tzinfo=tz)

    today = write(tmp_path / "a")
    monkeypatch.setattr(store_write, "datetime", AnotherDay)
    assert write(tmp_path / "b") == today


def test_the_id_is_twelve_hex_digits() -> None:
    assert len(snapshot_id(tables(), INPUTS).strip("0123456789abcdef")) == 0
    assert len(snapshot_id(tables(), INPUTS)) == 12


@pytest.mark.parametrize(
    "changed",
    [
        tables(bydel_coverage=[{**A_COVERAGE, "homes_covered": 41}]),
        tables(bydel_coverage=[{**A_COVERAGE, "homes_covered": None}]),
        tables(findings=findings()[:1]),
        tables(findings=[{**findings()[0], "message_da": "a"}, findings()[1]]),
        tables(departments=[{**row, "geometry": None} for row in departments()]),
        tables()[1:],
    ],
    ids=["a figure", "a figure gone", "a row gone", "a letter", "an outline gone", "a table gone"],
)
def test_the_id_changes_with_what_the_snapshot_says(changed: list) -> None:
    assert snapshot_id(changed, INPUTS) != snapshot_id(tables(), INPUTS)


@pytest.mark.parametrize(
    "inputs",
    [{**INPUTS, "register/plans.csv": "3" * 64}, {**INPUTS, "register/new.csv": "3" * 64}, {}],
    ids=["another hash", "one more file", "no files"],
)
def test_the_id_changes_with_the_hash_of_an_input(inputs: dict[str, str]) -> None:
    assert snapshot_id(tables(), inputs) != snapshot_id(tables(), INPUTS)


def with_outline(change: Callable[[Polygon], object]) -> str:
    """The id, had the first department had another outline."""
    first, *others = departments()
    return snapshot_id(tables(departments=[{**first, "geometry": change(first["geometry"])}, *others]), INPUTS)


@given(st.floats(-0.004, 0.004))
def test_the_id_does_not_change_with_a_few_millimetres(metres: float) -> None:
    assert with_outline(lambda outline: translate(outline, metres)) == snapshot_id(tables(), INPUTS)


@given(st.floats(0.011, 1000) | st.floats(-1000, -0.011))
def test_the_id_changes_with_more_than_a_centimetre(metres: float) -> None:
    assert with_outline(lambda outline: translate(outline, metres)) != snapshot_id(tables(), INPUTS)


def test_the_id_does_not_depend_on_where_a_ring_begins_or_how_it_turns() -> None:
    def turned(outline: Polygon) -> Polygon:
        corners = outline.exterior.coords[:-1]
        return Polygon([*corners[2:], *corners[:2]][::-1])

    assert with_outline(turned) == snapshot_id(tables(), INPUTS)


def test_the_id_does_not_depend_on_heights() -> None:
    assert with_outline(lambda outline: shapely.force_3d(outline, 17)) == snapshot_id(tables(), INPUTS)


# What is written


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("small")
    write(folder)
    return opened(folder)


@pytest.fixture
def stored(small: Snapshot, tmp_path: Path) -> Path:
    """A store of its own with the small snapshot, to be damaged."""
    return Path(shutil.copytree(small.folder.parent, tmp_path / "stored"))


def test_current_holds_the_id(tmp_path: Path) -> None:
    identity = write(tmp_path)
    assert (tmp_path / "current").read_text(encoding="utf-8") == f"{identity}\n"


def test_a_snapshot_lies_in_a_folder_of_its_name(tmp_path: Path) -> None:
    identity = write(tmp_path)
    assert set(everything(tmp_path)) == {
        "current",
        *(f"{identity}/{name}" for name in ("snapshot.gpkg", "manifest.json", "report.csv")),
    }


def test_a_snapshot_that_is_there_whole_is_kept_as_it_is(tmp_path: Path) -> None:
    identity = write(tmp_path)
    before = everything(tmp_path)
    write(tmp_path, code_version="another")
    assert everything(tmp_path) == before
    assert identity == current_id(tmp_path)


def test_an_older_snapshot_stays_beside_the_new_one(tmp_path: Path) -> None:
    old = write(tmp_path)
    write_another(tmp_path)
    assert Snapshot(tmp_path, old).coverage("default")[0].homes_covered == 40


def test_current_can_go_back_to_an_older_snapshot(tmp_path: Path) -> None:
    old = write(tmp_path)
    write_another(tmp_path)
    set_current(tmp_path, old)
    assert opened(tmp_path).id == old


def test_the_manifest_holds_the_hash_of_every_file(small: Snapshot) -> None:
    beside = {name: digest for name, digest in everything(small.folder).items() if name != "manifest.json"}
    assert small.manifest["files"] == beside


def test_the_manifest_says_what_went_in(small: Snapshot) -> None:
    assert small.manifest["inputs"] == INPUTS


def test_a_report_is_written_as_it_was_given(small: Snapshot) -> None:
    assert (small.folder / "report.csv").read_bytes() == "navn\nÅgade\n".encode()


def test_every_table_is_listed_for_qgis(small: Snapshot) -> None:
    names = {name for (name,) in ask(small, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    listed = {name for (name,) in ask(small, "SELECT table_name FROM gpkg_contents")}
    assert listed == {name for name in names if not name.startswith(("gpkg_", "rtree_", "sqlite_"))}


def test_every_table_of_the_schema_is_there_though_it_be_empty(small: Snapshot) -> None:
    schema = (files("geodata") / "schema.sql").read_text(encoding="utf-8")
    wanted = {line.split()[2] for line in schema.splitlines() if line.startswith("CREATE TABLE ")}
    assert wanted < {name for (name,) in ask(small, "SELECT table_name FROM gpkg_contents")}


def test_gdal_lists_every_table(small: Snapshot) -> None:
    listed = {name for (name,) in ask(small, "SELECT table_name FROM gpkg_contents")}
    assert {name for name, _ in pyogrio.list_layers(small.path)} == listed


def test_every_layer_is_in_metres(small: Snapshot) -> None:
    assert set(ask(small, "SELECT table_name, srs_id FROM gpkg_geometry_columns")) == {
        ("bydele", 25832),
        ("departments", 25832),
    }


def test_a_geographic_program_reads_the_coordinate_system(small: Snapshot) -> None:
    assert pyogrio.read_info(small.path, layer="bydele")["crs"] == "EPSG:25832"


def test_an_outline_comes_back_as_it_went_in(small: Snapshot) -> None:
    frame = pyogrio.read_dataframe(small.path, layer="departments")
    expected = [row["geometry"] for row in departments()]
    assert [shape is None or shape.equals(box(*shape.bounds)) for shape in frame.geometry] == [True] * 3
    assert [shape and shape.bounds for shape in frame.geometry] == [shape and shape.bounds for shape in expected]


def test_the_file_says_which_snapshot_it_is(small: Snapshot) -> None:
    assert [row["snapshot_id"] for row in small.rows("snapshot")] == [small.id]


# What is read


def test_a_missing_count_stays_missing_and_the_others_whole(small: Snapshot) -> None:
    kept = ask(small, "SELECT homes_family, typeof(homes_family), bydel_no FROM departments ORDER BY department_id")
    assert kept == [(100, "integer", 1), (None, "null", None), (100, "integer", 1)]


def test_a_column_without_any_value_stays_missing(small: Snapshot) -> None:
    assert [row.homes_care for row in small.records(Department)] == [None, None, None]


def test_a_finding_keeps_whole_broken_and_missing_figures(small: Snapshot) -> None:
    assert [(row.printed, row.computed) for row in small.records(Finding)] == [(3, 0.262), (None, None)]


def test_a_list_comes_back_as_a_list(small: Snapshot) -> None:
    assert [row.sources for row in small.records(Finding)] == [("plans/a",), ()]


def test_coverage_comes_back_for_its_own_reading(small: Snapshot) -> None:
    assert (small.coverage("default"), small.coverage("agreement")) == ([a_coverage()], [])


def test_rows_come_in_the_order_of_their_keys(tmp_path: Path) -> None:
    write(tmp_path, departments=departments()[::-1])
    assert [row.department_id for row in opened(tmp_path).records(Department)] == ["1-1", "1-2", "1-3"]


def test_rows_come_without_their_geometry(small: Snapshot) -> None:
    assert set(small.rows("bydele")[0]) == {"fid", "bydel_no", "bydel", "slug"}


@pytest.mark.parametrize("table", register.TABLES)
def test_every_register_row_comes_back_with_its_source(store: Path, table: str) -> None:
    rows = getattr(register.load(), table)
    [record] = [record for record, (home, _) in HOME.items() if home == table]
    assert opened(store).records(record) == sorted(rows, key=name_of)


def test_a_register_row_without_its_source_is_an_error(tmp_path: Path) -> None:
    listed = Table("listed_departments", ("listed_id",), [to_row(a_listed())])
    write_snapshot(tmp_path, [*tables(), listed], inputs={}, counts=[], code_version="0", reports={})
    with pytest.raises(StoreError, match="listed_departments"):
        opened(tmp_path).records(ListedDepartment)


def test_a_setting_comes_back(store: Path) -> None:
    assert opened(store).setting("reference_date") == "2026-12-31"


def test_a_setting_that_is_not_there_is_an_error(store: Path) -> None:
    with pytest.raises(StoreError, match="no_such"):
        opened(store).setting("no_such")


def test_a_table_that_is_not_there_is_an_error(small: Snapshot) -> None:
    with pytest.raises(StoreError, match="no_such"):
        small.rows("no_such")


def test_reading_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path)
    before = everything(tmp_path)
    snapshot = opened(tmp_path)
    for table in ("bydele", "departments", "findings", "bydel_coverage", "sources"):
        snapshot.rows(table)
    assert everything(tmp_path) == before


def test_a_snapshot_removed_under_its_reader_is_an_error_and_is_not_made_anew(tmp_path: Path) -> None:
    write(tmp_path)
    snapshot = opened(tmp_path)
    snapshot.path.unlink()
    with pytest.raises(StoreError):
        snapshot.records(Finding)
    assert not snapshot.path.exists()


def test_a_snapshot_is_read_whatever_its_path_is_called(tmp_path: Path) -> None:
    store = tmp_path / "Kort over 100 % æøå #1?"
    write(store)
    assert len(opened(store).records(Finding)) == 2


# What is wrong with a store


def refusal(store: Path) -> str:
    with pytest.raises(StoreError) as caught:
        opened(store)
    return str(caught.value)


def edit_manifest(folder: Path, **changes: Any) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def change_a_byte(folder: Path) -> None:
    path = folder / "snapshot.gpkg"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a byte changed": change_a_byte,
    "a truncated file": lambda folder: os.truncate(folder / "snapshot.gpkg", 5000),
    "no file": lambda folder: (folder / "snapshot.gpkg").unlink(),
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "an empty manifest": lambda folder: (folder / "manifest.json").write_text(""),
    "half a manifest": lambda folder: os.truncate(folder / "manifest.json", 100),
    "a manifest of nothing": lambda folder: (folder / "manifest.json").write_text("{}"),
    "a manifest that is a list": lambda folder: (folder / "manifest.json").write_text("[]"),
    "a manifest that is no text": lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe\x00"),
    "a manifest without files": lambda folder: edit_manifest(folder, files={}),
    "a manifest with a list of files": lambda folder: edit_manifest(folder, files=["snapshot.gpkg"]),
    "another format": lambda folder: edit_manifest(folder, format=0),
    "an empty folder": lambda folder: [path.unlink() for path in folder.iterdir()],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_snapshot_is_refused_with_what_to_do(stored: Path, damage: Callable[[Path], object]) -> None:
    damage(stored / current_id(stored))
    assert "python -m etl build" in refusal(stored)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_snapshot_is_built_again_by_the_next_build(stored: Path, damage: Callable[[Path], object]) -> None:
    damage(stored / current_id(stored))
    write(stored)
    assert len(opened(stored).records(Finding)) == 2


@pytest.mark.parametrize(
    "content",
    ["", "hello", "0123456789ab0", "0123456789AB", "../../secret", "0123456789ag", "a\nb"],
)
def test_a_current_that_holds_no_id_is_refused_with_what_to_do(stored: Path, content: str) -> None:
    (stored / "current").write_text(content, encoding="utf-8")
    assert "python -m etl build" in refusal(stored)


def test_a_current_that_is_no_text_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "current").write_bytes(b"\xff\xfe\x00")
    assert "python -m etl build" in refusal(tmp_path)


def test_a_current_that_is_a_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    assert "python -m etl build" in refusal(tmp_path)


def test_a_current_that_points_at_nothing_is_refused_with_what_to_do(tmp_path: Path) -> None:
    set_current(tmp_path, "0123456789ab")
    text = refusal(tmp_path)
    assert "0123456789ab" in text
    assert "python -m etl build" in text


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, lambda path: None], ids=["empty", "a file", "nothing"])
def test_a_store_that_is_none_is_refused_with_what_to_do(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "store")
    assert "python -m etl build" in refusal(tmp_path / "store")


@pytest.mark.parametrize("content", ["", "hello", "0123456789ab"], ids=["empty", "no id", "an id of nothing"])
def test_a_build_mends_a_current_that_is_wrong(tmp_path: Path, content: str) -> None:
    (tmp_path / "current").write_text(content, encoding="utf-8")
    write(tmp_path)
    assert len(opened(tmp_path).records(Finding)) == 2


# A build that dies

DIES = """
import importlib, os, sys
from pathlib import Path
from tests.geodata.snapshots import write_another

module, name = sys.argv[1].split(":")
holder, left = importlib.import_module(module), [int(sys.argv[2])]
real = getattr(holder, name)

def dying(*given, **named):
    left[0] -= 1
    if not left[0]:
        os._exit(137)
    return real(*given, **named)

setattr(holder, name, dying)
write_another(Path(sys.argv[3]))
"""
DEATHS = {
    "between two layers": ("pyogrio:write_dataframe", 2),
    "after the layers": ("sqlite3:connect", 1),
    "before anything is on disk": ("os:fsync", 1),
    "before the move": ("os:replace", 1),
    "after the move": ("os:fsync", 5),
    "before current is swapped": ("os:replace", 2),
}


@pytest.fixture(scope="module")
def deaths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """Stores with a snapshot, in each of which the next build died; and the id of the snapshot."""
    stores, children = {}, []
    for what, (place, count) in DEATHS.items():
        store = tmp_path_factory.mktemp("died")
        stores[what] = store, write(store)
        command = [sys.executable, "-c", DIES, place, str(count), str(store)]
        children.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE))
    ends = [(child.communicate()[1], child.returncode) for child in children]
    assert ends == [(b"", 137)] * len(DEATHS)
    return stores


@pytest.mark.parametrize("what", DEATHS)
def test_a_build_that_dies_leaves_the_old_snapshot_in_force_and_whole(
    deaths: dict[str, tuple[Path, str]], what: str
) -> None:
    store, identity = deaths[what]
    assert opened(store).coverage("default") == [a_coverage()]
    assert current_id(store) == identity


@pytest.mark.parametrize("what", DEATHS)
def test_the_build_after_one_that_died_works(deaths: dict[str, tuple[Path, str]], what: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(deaths[what][0], store)
    write_another(store)
    assert opened(store).coverage("default")[0].homes_covered == 41


@pytest.mark.parametrize("what", DEATHS)
def test_what_a_dead_build_left_is_swept_once_it_is_old(
    deaths: dict[str, tuple[Path, str]], what: str, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(deaths[what][0], store)
    long_ago = time.time() - 7200
    for path in store.iterdir():
        os.utime(path, (long_ago, long_ago))
    identity = write_another(store)
    assert {path.name for path in store.iterdir()} == {"current", deaths[what][1], identity}


def test_what_another_build_is_writing_is_not_swept(tmp_path: Path) -> None:
    (tmp_path / ".tmp-1-0123456789ab").mkdir()
    write(tmp_path)
    assert (tmp_path / ".tmp-1-0123456789ab").is_dir()


def test_an_older_snapshot_is_never_swept(tmp_path: Path) -> None:
    old = write(tmp_path)
    os.utime(tmp_path / old, (0, 0))
    write_another(tmp_path)
    assert Snapshot(tmp_path, old).records(Finding)


# What the tables refuse

A_FINDING = to_row(
    Finding(finding_id="a", check="c", severity="missing", subject="s", message_da="d", message_en="e", printed=1)
)
A_HASH = "0" * 64
A_SUM = to_row(
    Held(held_id="a", check="c", subject="s/1", printed=3, computed=3, arithmetic="1 + 2 = 3", sources=("s/1", "s/2"))
)
GOOD: dict[str, dict[str, Any]] = {
    "snapshot": {"snapshot_id": "0123456789ab", "code_version": "1"},
    "bydel_coverage": A_COVERAGE,
    "bydel_coverage_agreement": A_COVERAGE,
    "findings": A_FINDING,
    "held": A_SUM,
    "sources": {
        "table_name": "plans",
        "row_key": "a",
        "document_id": "note",
        "page": 1,
        "line": 1,
        "line_end": 2,
        "quote_chars": 3,
        "quote_sha256": A_HASH,
        "status": "inferred",
        "accepted_by": "enheden",
        "accepted_on": "2026-11-20",
        "because": "derfor",
        "quote": "ord",
    },
    "plan_states": {"key": "a", "plan_id": "plan", "state": "finansieret"},
    "plan_periods": {
        "key": "a",
        "plan_id": "plan",
        "role": "default",
        "start": "2026-01-01",
        "end": "2028-12-31",
        "duration_years": 3,
    },
    "matches": {
        "listed_id": "a",
        "outcome": "matched",
        "method": "name",
        "department_ids": '["1-1"]',
        "score": 0.99,
        "assumed": 0,
        "decision": None,
        "reason": "",
    },
    "match_candidates": {"key": "a/1-1", "listed_id": "a", "department_id": "1-1", "rank": 1, "score": 0.99},
    "decisions": {
        "key": "a",
        "plan_id": "plan",
        "name": "Eksempelgården",
        "department_ids": "[]",
        "outline_wkt": None,
        "accepted_by": "enheden",
        "accepted_on": "2026-11-21",
        "because": "derfor",
    },
    "footprints": {
        "department_id": "1-1",
        "method": "parcels",
        "accuracy_m": 2.0,
        "credit": "Matriklen",
        "notes": "[]",
    },
    "printed_counts": {"key": "a", "subject": "s", "what": "homes", "value": 0, "approximate": 1},
    "plan_list_completeness": {"key": "a", "valid_from": "2026-01-01", "valid_to": "2026-01-01", "complete": 1},
}
BAD: list[tuple[str, dict[str, Any]]] = [
    ("snapshot", {"snapshot_id": "0123456789abc"}),
    *[
        (table, changes)
        for table in ("bydel_coverage", "bydel_coverage_agreement")
        for changes in (
            {"homes_covered": 0, "homes_family_youth_covered": 0, "departments_covered": 0},
            {"homes_covered": -1},
            {"homes_covered": 101},
            {"homes_covered": None},
            {"departments_covered": None},
            {"departments_covered": 3},
            {"homes_family_youth_covered": 91},
            {"homes_family_youth": 101},
            {"homes": None},
            {"year": 2013},
            {"year": 2030},
            {"complete": 2},
        )
    ],
    ("findings", {"severity": "catastrophe"}),
    ("findings", {"message_en": None}),
    ("held", {"printed": None}),
    ("held", {"computed": None}),
    ("held", {"arithmetic": ""}),
    ("sources", {"status": "unknown"}),
    ("sources", {"line": 0}),
    ("sources", {"line_end": 0}),
    ("sources", {"quote_chars": 0}),
    ("sources", {"quote_sha256": "abc"}),
    ("sources", {"accepted_by": ""}),
    ("sources", {"because": ""}),
    ("sources", {"quote": "andre ord"}),
    ("plan_states", {"state": "unknown"}),
    ("plan_periods", {"role": "unknown"}),
    ("plan_periods", {"end": "2025-12-31"}),
    ("plan_periods", {"duration_years": 0}),
    ("matches", {"outcome": "unknown"}),
    ("matches", {"department_ids": "[]"}),
    ("matches", {"method": "taste"}),
    ("matches", {"score": 1.1}),
    ("matches", {"decision": "a"}),
    ("match_candidates", {"rank": 0}),
    ("match_candidates", {"score": -0.1}),
    ("decisions", {"name": None}),
    ("decisions", {"outline_wkt": "POLYGON EMPTY"}),
    ("decisions", {"because": ""}),
    ("footprints", {"method": "guess"}),
    ("footprints", {"accuracy_m": -1.0}),
    ("printed_counts", {"value": -1}),
    ("printed_counts", {"what": "unknown"}),
    ("plan_list_completeness", {"valid_to": "2025-12-31"}),
]


def insert(table: str, row: dict[str, Any]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript((files("geodata") / "schema.sql").read_text(encoding="utf-8"))
        names = ", ".join(f'"{name}"' for name in row)
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


@pytest.mark.parametrize("table", GOOD)
def test_a_good_row_is_taken(table: str) -> None:
    insert(table, GOOD[table])


def test_zero_is_taken_from_a_complete_list() -> None:
    none = {"homes_covered": 0, "homes_family_youth_covered": 0, "departments_covered": 0, "complete": 1}
    insert("bydel_coverage", {**A_COVERAGE, **none})


@pytest.mark.parametrize(
    ("table", "changes"), BAD, ids=[f"{table} {changes}".replace("'", "") for table, changes in BAD]
)
def test_a_bad_row_is_refused(table: str, changes: dict[str, Any]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(table, {**GOOD[table], **changes})
