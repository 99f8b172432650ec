import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon, box

from etl import layers
from etl.doubled import merge_doubled
from etl.geography import Geography
from etl.layers import read_embedded, read_folder
from etl.surroundings import surroundings
from geodata.errors import LayerError
from geodata.model import Department, Rode
from geodata.store import sha256_of
from tests.builders import a_department, an_area
from tests.etl.materials import bydele_json, departments_json, edit, roder_json
from tests.statistics_builders import a_rode

HOUSE = box(724_000, 6_176_000, 724_100, 6_176_100)
BOW_TIE = Polygon([(724_000, 6_176_000), (724_100, 6_176_100), (724_100, 6_176_000), (724_000, 6_176_100)])


@pytest.fixture(scope="module")
def embedded() -> Geography:
    return read_embedded()


@pytest.fixture
def city(tmp_path: Path, embedded: Geography) -> Callable[..., Path]:
    """Makes a folder of layers as the city delivers them; what is said goes into the first district or department."""

    def make(*departments: Department, bydel: dict[str, Any] | None = None, **department: Any) -> Path:
        bydele_json(tmp_path, embedded.areas, **(bydel or {}))
        rows = departments or (a_department("1-1", outline=HOUSE), a_department("1-2", outline=HOUSE))
        departments_json(tmp_path, rows, **department)
        return tmp_path

    return make


def refusal(folder: Path) -> str:
    with pytest.raises(LayerError) as caught:
        read_folder(folder)
    return str(caught.value)


# The geography that the program carries


def test_ten_districts_are_carried_by_number(embedded: Geography) -> None:
    assert {area.bydel_no: (area.bydel, area.slug) for area in embedded.areas} == {
        1: ("Indre By", "indre-by"),
        2: ("Østerbro", "oesterbro"),
        3: ("Nørrebro", "noerrebro"),
        4: ("Vesterbro-Kongens Enghave", "vesterbro-kongens-enghave"),
        5: ("Valby", "valby"),
        6: ("Vanløse", "vanloese"),
        7: ("Brønshøj-Husum", "broenshoej-husum"),
        8: ("Bispebjerg", "bispebjerg"),
        9: ("Amager Øst", "amager-oest"),
        10: ("Amager Vest", "amager-vest"),
    }


def test_the_homes_of_the_layer_are_counted_with_doubled_keys_once(embedded: Geography) -> None:
    assert sum(row.homes or 0 for row in embedded.departments) == 65_741


def test_features_are_departments_and_the_doubled_keys(embedded: Geography) -> None:
    assert (embedded.rows_in, len(embedded.departments)) == (507, 505)
    assert embedded.merged == {"49-25": 2, "739-95": 2}


def test_the_layer_gives_the_same_departments_as_what_is_carried(embedded: Geography, shared: Path) -> None:
    official = read_folder(shared / "geodata")
    assert {row.department_id: row for row in official.departments} == {
        row.department_id: row for row in embedded.departments
    }
    assert (official.rows_in, official.merged, official.conflicting) == (507, embedded.merged, ())


def test_the_layers_beside_the_project_are_those_the_carried_ones_come_from(shared: Path) -> None:
    files = {path.name: path for folder in ("geodata", "statistics") for path in (shared / folder).iterdir()}
    beside = {row.file: sha256_of(files[row.file]) for row in layers.read_datasets()}
    assert beside == {row.file: row.sha256 for row in layers.read_datasets()}


def test_roder_are_carried_by_number_with_their_district(embedded: Geography) -> None:
    assert [rode.rode_no for rode in embedded.roder] == list(range(1, 400))
    assert Counter(rode.bydel_no for rode in embedded.roder) == {
        1: 67, 2: 47, 3: 54, 4: 43, 5: 32, 6: 24, 7: 26, 8: 34, 9: 35, 10: 37
    }  # fmt: skip


def test_the_layer_gives_the_same_roder_as_what_is_carried(embedded: Geography, shared: Path) -> None:
    official = read_folder(shared / "geodata").roder
    assert official == embedded.roder
    assert shapely.coverage_is_valid([rode.outline for rode in official])


# A layer of the city


def test_departments_of_the_city_come_out_as_records(city: Callable[..., Path]) -> None:
    row = a_department("49-58", name="58, Øgade", homes_youth=3, homes_care=0, outline=HOUSE)
    assert read_folder(city(row)).departments == (replace(row, bydel_no=None),)


def test_outlines_of_the_city_come_out_in_metres(city: Callable[..., Path]) -> None:
    [row, _] = read_folder(city()).departments
    assert shapely.hausdorff_distance(row.outline, HOUSE) < 0.01


def test_a_missing_count_stays_missing(city: Callable[..., Path]) -> None:
    [row, _] = read_folder(city(antal_familie_boliger=None)).departments
    assert (row.homes_family, row.homes) == (None, None)


def test_a_department_without_an_outline_is_read(city: Callable[..., Path]) -> None:
    [row, _] = read_folder(city(outline=None)).departments
    assert row.outline is None


def test_white_space_in_names_is_folded(city: Callable[..., Path]) -> None:
    [row, _] = read_folder(city(afdelingsnavn=" 3011  Abildgården ")).departments
    assert row.name == "3011 Abildgården"


def test_heights_are_left_out(city: Callable[..., Path]) -> None:
    [row, _] = read_folder(city(outline=shapely.force_3d(HOUSE, 7))).departments
    assert not row.outline.has_z


def test_an_outline_that_crosses_itself_is_mended(city: Callable[..., Path]) -> None:
    [row, _] = read_folder(city(outline=BOW_TIE)).departments
    assert row.outline.is_valid


def test_a_district_whose_outline_crosses_itself_is_mended(city: Callable[..., Path]) -> None:
    first = read_folder(city(bydel={"outline": BOW_TIE})).areas[0]
    assert first.outline.is_valid


def test_without_postcodes_land_and_water_are_those_we_carry(city: Callable[..., Path], embedded: Geography) -> None:
    read = read_folder(city())
    assert (read.land.keys(), len(read.water)) == (embedded.land.keys(), len(embedded.water))


def test_a_dataset_has_the_hash_of_the_file_at_hand(city: Callable[..., Path]) -> None:
    folder = city()
    hashes = {row.file: row.sha256 for row in read_folder(folder).datasets}
    assert hashes[layers.BYDELE] == sha256_of(folder / layers.BYDELE)


# Roder of the city


def test_without_roder_of_the_city_they_are_those_we_carry(city: Callable[..., Path], embedded: Geography) -> None:
    assert read_folder(city()).roder == embedded.roder


def test_a_layer_that_lacks_a_district_with_roder_in_it_is_refused(
    city: Callable[..., Path], embedded: Geography
) -> None:
    folder = city()
    bydele_json(folder, [area for area in embedded.areas if area.bydel_no != 5])
    assert "bydel 5 mangler" in refusal(folder)


def test_roder_come_by_number_in_the_district_that_is_named(city: Callable[..., Path]) -> None:
    roder = [a_rode(2, "Ågårdens", bydel_no=3), a_rode(1, "Øgårdens")]
    folder = city()
    roder_json(folder, roder, {3: "NØRREBRO", 1: "Indre by"})
    assert read_folder(folder).roder == (roder[1], roder[0])


def test_a_rode_of_a_district_we_do_not_know_by_name_is_in_the_one_it_lies_in(city: Callable[..., Path]) -> None:
    folder = city()
    roder_json(folder, [a_rode()], {1: "Bymidten"})
    [rode] = read_folder(folder).roder
    assert rode.bydel_no == 1


def test_roder_that_overlap_by_a_strip_are_made_to_fit(city: Callable[..., Path]) -> None:
    folder = city()
    strip = replace(a_rode(2, "Ågårdens"), outline=box(724_199.5, 6_176_000, 724_300, 6_176_100))
    roder_json(folder, [a_rode(), strip])
    assert shapely.coverage_is_valid([rode.outline for rode in read_folder(folder).roder])


@pytest.mark.parametrize(
    "roder",
    [
        [a_rode(1), a_rode(1, "Ågårdens")],
        [a_rode(1), a_rode(2)],
        [a_rode(1), replace(a_rode(2, "Ågårdens"), outline=a_rode(1).outline)],
        [a_rode(1, "")],
        [replace(a_rode(1), outline=HOUSE.centroid)],
        [replace(a_rode(1), bydel_no=99, outline=box(600_000, 6_176_000, 600_100, 6_176_100))],
    ],
    ids=["a number twice", "a name twice", "on top of another", "no name", "a point", "in no district"],
)
def test_roder_that_cannot_be_are_refused_by_file(city: Callable[..., Path], roder: list[Rode]) -> None:
    folder = city()
    roder_json(folder, roder, {1: "Indre By", 99: "Udlandet"})
    assert layers.RODER in refusal(folder)


@pytest.mark.parametrize("file", [layers.BYDELE, layers.DEPARTMENTS])
def test_a_missing_layer_is_refused_by_name(city: Callable[..., Path], file: str) -> None:
    folder = city()
    (folder / file).unlink()
    assert file in refusal(folder)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert "--geodata" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "column"),
    [
        (layers.BYDELE, "bydel_nr"),
        (layers.BYDELE, "navn"),
        (layers.DEPARTMENTS, "selskabsnavn"),
        (layers.DEPARTMENTS, "selskabsnummer"),
        (layers.DEPARTMENTS, "afdelingsnavn"),
        (layers.DEPARTMENTS, "afdelingsnummer"),
        (layers.DEPARTMENTS, "antal_familie_boliger"),
        (layers.DEPARTMENTS, "antal_ungdomsboliger"),
        (layers.DEPARTMENTS, "antal_aeldre_boliger"),
        (layers.DEPARTMENTS, "antal_plejeboliger"),
    ],
)
def test_a_missing_column_is_refused_by_file_and_column(city: Callable[..., Path], file: str, column: str) -> None:
    folder = city()
    layer = json.loads((folder / file).read_text(encoding="utf-8"))
    for feature in layer["features"]:
        feature["properties"]["another"] = feature["properties"].pop(column)
    (folder / file).write_text(json.dumps(layer), encoding="utf-8")
    text = refusal(folder)
    assert f"kolonnen {column} mangler" in text
    assert file in text


@pytest.mark.parametrize(
    "changes",
    [
        {"selskabsnummer": None},
        {"selskabsnummer": "mange"},
        {"afdelingsnummer": None},
        {"afdelingsnavn": None},
        {"afdelingsnavn": " "},
        {"antal_familie_boliger": -1},
        {"antal_familie_boliger": 1.5},
        {"antal_familie_boliger": "mange"},
        {"antal_familie_boliger": 1e300},
        {"antal_familie_boliger": 10**19},
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore:Could not parse column")
def test_a_department_that_cannot_be_is_refused_by_file(city: Callable[..., Path], changes: dict[str, Any]) -> None:
    assert layers.DEPARTMENTS in refusal(city(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"bydel_nr": None},
        {"bydel_nr": "x"},
        {"bydel_nr": 2},
        {"navn": None},
        {"outline": None},
        {"outline": HOUSE.centroid},
    ],
    ids=["no number", "a number that is none", "a number twice", "no name", "no outline", "a point"],
)
@pytest.mark.filterwarnings("ignore:Could not parse column")
def test_a_district_that_cannot_be_is_refused_by_file(city: Callable[..., Path], changes: dict[str, Any]) -> None:
    assert layers.BYDELE in refusal(city(bydel=changes))


@pytest.mark.parametrize("shape", [HOUSE.centroid, LineString(HOUSE.exterior)], ids=["a point", "a line"])
def test_a_department_without_ground_is_refused_by_file(city: Callable[..., Path], shape: object) -> None:
    assert layers.DEPARTMENTS in refusal(city(outline=shape))


def test_an_unreadable_layer_is_refused_by_file(city: Callable[..., Path]) -> None:
    folder = city()
    edit(folder / layers.DEPARTMENTS, "]}", "")
    assert layers.DEPARTMENTS in refusal(folder)


# What surrounds the city


def surrounded(*ground: tuple[str, Polygon]) -> tuple[dict, tuple]:
    """Land and water of a square city of 4 km, in a frame of 20 km, with these postcode areas."""
    frame = geopandas.GeoDataFrame(
        {"navn": [name for name, _ in ground]}, geometry=[outline for _, outline in ground], crs=25832
    )
    city = replace(an_area(), outline=box(0, 0, 4000, 4000))
    return surroundings(frame, [city])


FRAME = ("Langt væk", box(19_000, 19_000, 20_000, 20_000))


def test_a_postcode_area_outside_the_city_is_land() -> None:
    land, _ = surrounded(("Nabo", box(3000, 0, 6000, 4000)), FRAME)
    assert land["Nabo"].equals(box(4000, 0, 6000, 4000))


def test_a_postcode_area_that_hardly_leaves_the_city_is_no_land() -> None:
    land, _ = surrounded(("By", box(0, 0, 4010, 4000)), FRAME)
    assert set(land) == {"Langt væk"}


def test_a_lake_that_no_postcode_area_holds_is_water() -> None:
    _, water = surrounded(("By", box(0, 0, 4000, 4000).difference(box(1000, 1000, 1300, 1300))), FRAME)
    assert [round(part.area, -2) for part in water] == [90_000]


def test_a_small_basin_by_the_sea_is_water_and_a_small_seam_inland_is_none() -> None:
    basin, seam = box(3800, 1000, 4000, 1200), box(1000, 1000, 1200, 1200)
    _, water = surrounded(("By", box(0, 0, 4000, 4000).difference(basin).difference(seam)), FRAME)
    assert [part.centroid.x > 3800 for part in water] == [True]


# Doubled keys


def doubled(**changes: Any) -> list[Department]:
    return [a_department("1-1", outline=box(0, 0, 10, 10)), a_department("1-1", outline=box(5, 0, 15, 10), **changes)]


def test_a_doubled_key_is_one_department_with_the_union_of_the_outlines() -> None:
    [whole], merged, _ = merge_doubled(doubled())
    assert whole.outline.equals(box(0, 0, 15, 10))
    assert merged == {"1-1": 2}


def test_the_homes_of_a_doubled_key_count_once() -> None:
    [whole], _, conflicting = merge_doubled(doubled())
    assert (whole.homes, conflicting) == (100, ())


def test_a_doubled_key_whose_homes_differ_is_said_to_conflict() -> None:
    _, _, conflicting = merge_doubled(doubled(homes_family=90))
    assert conflicting == ("1-1",)


def test_departments_come_in_the_order_of_their_keys() -> None:
    rows = [a_department(key) for key in ("2-1", "1-10", "1-B", "1-9")]
    whole, _, _ = merge_doubled(rows)
    assert [row.department_id for row in whole] == ["1-9", "1-10", "1-B", "2-1"]


@given(st.data())
def test_the_order_of_the_layer_changes_nothing(data: st.DataObject) -> None:
    few = st.none() | st.integers(0, 1)
    rows = data.draw(
        st.lists(
            st.builds(
                a_department,
                st.sampled_from(["1-1", "1-2"]),
                name=st.sampled_from(["Ågården", "Øgården"]),
                homes_family=few,
                homes_youth=few,
            ),
            min_size=2,
            max_size=4,
        )
    )
    assert merge_doubled(data.draw(st.permutations(rows))) == merge_doubled(rows)


def test_a_department_number_that_is_no_decimal_is_a_name_like_any_other() -> None:
    whole, _, _ = merge_doubled([a_department("1-²"), a_department("1-7")])
    assert [row.department_no for row in whole] == ["7", "²"]
