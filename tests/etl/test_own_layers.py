"""Layers in our own form: what a municipality without a layer of departments has, and what `outline` writes."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, box

from etl import inputs, layers, register
from etl.geography import Stated
from etl.layers import read_embedded, read_folder
from geodata.errors import LayerError
from geodata.model import Department
from geodata.store import sha256_of
from tests.builders import a_department, an_area
from tests.etl.materials import bydele_json, departments_json, own_bydele, own_departments, own_roder
from tests.statistics_builders import a_rode

WEST, SOUTH = 560_000, 6_250_000  # in Jutland
TOWN = [
    replace(an_area(1, "Vestby"), outline=box(WEST, SOUTH, WEST + 1000, SOUTH + 1000)),
    replace(an_area(2, "Østby"), outline=box(WEST + 1000, SOUTH, WEST + 2000, SOUTH + 1000)),
]
PLOT = box(WEST + 100, SOUTH + 100, WEST + 200, SOUTH + 200)


def a_home(department_id: str = "1-1", **changes: Any) -> Department:
    return a_department(department_id, **{"bydel_no": None, "outline": PLOT, **changes})


@pytest.fixture
def town(tmp_path: Path) -> Callable[..., Path]:
    """A folder of a town's layers in our own form; what is said goes into the first department."""

    def make(*departments: Department, **changes: Any) -> Path:
        own_bydele(tmp_path, TOWN)
        own_departments(tmp_path, departments or (a_home(), a_home("1-2")), **changes)
        return tmp_path

    return make


def refusal(folder: Path) -> str:
    with pytest.raises(LayerError) as caught:
        read_folder(folder)
    return str(caught.value)


def test_a_copy_of_what_we_carry_is_read_as_what_we_carry(tmp_path: Path) -> None:
    for name in (*layers.OWN.values(), "datasets.csv"):
        shutil.copy(layers.EMBEDDED / name, tmp_path)
    read, carried = read_folder(tmp_path), read_embedded()
    assert (read.areas, read.departments, read.roder) == (carried.areas, carried.departments, carried.roder)
    assert (read.rows_in, read.merged, read.stated) == (carried.rows_in, carried.merged, carried.stated)
    assert (read.land.keys(), read.datasets, read.elsewhere) == (carried.land.keys(), carried.datasets, False)


def test_departments_in_our_own_form_come_out_as_records(town: Callable[..., Path]) -> None:
    read = read_folder(town())
    assert read.departments == (a_home(), a_home("1-2"))
    assert (read.rows_in, read.merged, read.stated) == (2, {}, {})


def test_what_is_said_of_an_outline_is_read(town: Callable[..., Path]) -> None:
    folder = town(
        footprint_method="hull of points",
        accuracy_m=62.5,
        footprint_source="DAR, hentet  2026-11-20",
        retrieved_on="2026-11-20",
        addresses_matched=4,
        addresses_unmatched=0,
        notes="Skønnet ud fra adresserne.\nEn adresse er ikke fundet; se listen.\n",
    )
    assert read_folder(folder).stated == {
        "1-1": Stated(
            method="hull of points",
            accuracy_m=62.5,
            credit="DAR, hentet 2026-11-20",
            retrieved_on=date(2026, 11, 20),
            addresses_matched=4,
            addresses_unmatched=0,
            notes=("Skønnet ud fra adresserne.", "En adresse er ikke fundet; se listen."),
        )
    }


@pytest.mark.parametrize(
    "point",
    [
        {"outline": Point(WEST + 50, SOUTH + 60)},
        {"outline": None, "east_m": WEST + 50, "north_m": SOUTH + 60},
        {"outline": Point(WEST + 50, SOUTH + 60), "east_m": WEST + 50, "north_m": SOUTH + 60},
    ],
    ids=["as its geometry", "in columns", "both"],
)
def test_a_department_may_be_a_point_alone(town: Callable[..., Path], point: dict[str, Any]) -> None:
    read = read_folder(town(footprint_method="point only", **point))
    said = read.stated["1-1"]
    assert (said.east_m, said.north_m) == (WEST + 50, SOUTH + 60)
    assert read.departments[0].outline is None


def test_a_department_without_outline_and_method_is_read_with_its_notes(town: Callable[..., Path]) -> None:
    read = read_folder(town(outline=None, notes="Ingen af adresserne er fundet."))
    assert read.departments[0].outline is None
    assert read.stated == {"1-1": Stated(notes=("Ingen af adresserne er fundet.",))}


@pytest.mark.parametrize(
    "changes",
    [
        {"footprint_method": "gættet"},
        {"footprint_method": "point only"},
        {"footprint_method": "point only", "outline": None},
        {"footprint_method": "point only", "outline": None, "east_m": 1},
        {"footprint_method": "point only", "outline": None, "east_m": 12.5, "north_m": 55.6},
        {"footprint_method": "point only", "outline": None, "east_m": SOUTH, "north_m": WEST},
        {"organisation_no": -1},
        {"footprint_method": "point only", "outline": Point(WEST, SOUTH), "east_m": WEST + 9, "north_m": SOUTH},
        {"footprint_method": "parcels", "outline": None},
        {"footprint_method": "parcels", "outline": Point(WEST, SOUTH)},
        {"footprint_method": "parcels", "east_m": 1, "north_m": 2},
        {"outline": Point(WEST, SOUTH)},
        {"accuracy_m": -1},
        {"accuracy_m": "nogle"},
        {"retrieved_on": "i går"},
        {"addresses_matched": -1},
        {"addresses_matched": 1.5},
        {"notes": "x" * 501},
        {"notes": "vend \u202e om"},
        {"footprint_source": "\u0007"},
        {"features": "mange"},
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore:Could not parse column")
def test_what_cannot_be_is_refused_by_file_and_department(town: Callable[..., Path], changes: dict[str, Any]) -> None:
    said = refusal(town(**changes))
    assert "departments.geojson" in said and "Eksempelgården" in said


def test_a_key_that_stands_twice_is_refused(town: Callable[..., Path]) -> None:
    assert "1-1 står to gange" in refusal(town(a_home(), a_home()))


@pytest.mark.parametrize("column", ["organisation_no", "department_no", "name", "homes_care"])
def test_a_missing_column_is_refused_by_name(town: Callable[..., Path], column: str) -> None:
    folder = town()
    path = folder / "departments.geojson"
    path.write_text(path.read_text("utf-8").replace(f'"{column}"', '"andet"'), "utf-8")
    assert f"kolonnen {column} mangler" in refusal(folder)


def test_a_layer_in_both_forms_is_refused_with_both_names(town: Callable[..., Path]) -> None:
    folder = town()
    departments_json(folder, [a_home()])
    said = refusal(folder)
    assert "almene_boliger_kk.json" in said and "departments.geojson" in said


def test_districts_of_the_city_and_departments_of_our_own_go_together(tmp_path: Path) -> None:
    bydele_json(tmp_path, TOWN)
    own_departments(tmp_path, [a_home()])
    read = read_folder(tmp_path)
    assert ([area.bydel for area in read.areas], read.departments) == (["Vestby", "Østby"], (a_home(),))


def test_another_municipality_has_nothing_of_the_city_we_carry(town: Callable[..., Path]) -> None:
    read = read_folder(town())
    assert read.elsewhere
    assert (read.roder, read.land, read.water, read.datasets) == ((), {}, (), ())


def test_another_municipality_may_have_roder_and_datasets_of_its_own(town: Callable[..., Path]) -> None:
    folder = town()
    rode = replace(a_rode(7, "Vestgadens"), outline=TOWN[0].outline)
    own_roder(folder, [rode])
    header, first, *_ = (layers.EMBEDDED / "datasets.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "datasets.csv").write_text(header + first, "utf-8")
    read = read_folder(folder)
    assert read.roder == (rode,)
    assert [row.dataset_id for row in read.datasets] == ["bydel"]


def test_datasets_that_cannot_be_read_are_refused_by_file(town: Callable[..., Path]) -> None:
    folder = town()
    (folder / "datasets.csv").write_text("dataset_id,file\na,b\n", "utf-8")
    assert "datasets.csv" in refusal(folder)


def test_every_file_of_our_own_form_is_hashed_and_of_another_municipality_nothing_else(
    town: Callable[..., Path],
) -> None:
    folder = town()
    own_roder(folder, [a_rode()])
    found = inputs.hashes(register.EMBEDDED, [], folder, elsewhere=True)
    own = {name for name in found if not name.startswith("register/")}
    assert own == {
        "geodata/bydele.geojson",
        "geodata/departments.geojson",
        "geodata/roder.geojson",
        "embedded/indicators.csv",
    }
    assert found["geodata/departments.geojson"] == sha256_of(folder / "departments.geojson")


def test_what_we_carry_stands_in_for_what_a_folder_of_our_own_form_lacks(tmp_path: Path) -> None:
    for name in ("bydele.geojson", "departments.geojson"):
        (tmp_path / name).touch()
    found = inputs.hashes(register.EMBEDDED, [], tmp_path)
    assert {name for name in found if name.startswith("embedded/") and "statistics" not in name} == {
        "embedded/datasets.csv",
        "embedded/indicators.csv",
        "embedded/land.geojson",
        "embedded/roder.geojson",
        "embedded/water.geojson",
    }


def test_what_we_carry_says_of_every_outline_how_it_came_about_and_how_sure_it_is() -> None:
    rows = json.loads((layers.EMBEDDED / "departments.geojson").read_text("utf-8"))["features"]
    outlined = [row["properties"] for row in rows if row["geometry"]]
    assert {row["footprint_method"] for row in outlined} == {"city layer"}
    assert all(2.0 <= row["accuracy_m"] <= 6.0 for row in outlined)
