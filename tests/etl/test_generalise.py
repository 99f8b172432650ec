from pathlib import Path
from statistics import median

import numpy
import pytest
import shapely
from shapely.geometry import Point, Polygon, box

from etl import layers
from etl.footprints import METHODS
from etl.generalise import generalise, iou, moved_m, simplify_bydele, simplify_department, simplify_roder
from etl.geography import Geography
from etl.statistics import RODE_YEARS
from geodata.coverage import bydel_of
from geodata.errors import LayerError, StatisticsError
from geodata.safe_open import read_layer
from tests.builders import a_department
from tests.etl.materials import bydele_json, departments_json, own_departments

LAYERS = ["bydele.geojson", "departments.geojson", "land.geojson", "roder.geojson", "water.geojson"]
FILES = [*LAYERS, "rode_statistics.csv", "bydel_statistics.csv"]


@pytest.fixture(scope="module")
def embedded() -> Geography:
    return layers.read_embedded()


@pytest.fixture(scope="module")
def official(shared: Path) -> Geography:
    return layers.read_folder(shared / "geodata")


@pytest.fixture(scope="module")
def agreement(official: Geography, embedded: Geography) -> list[float]:
    """How well each carried department agrees with the layer's, as intersection over union."""
    carried = {row.department_id: row.outline for row in embedded.departments}
    return [iou(row.outline, carried[row.department_id]) for row in official.departments if row.outline is not None]


# What we carry


def test_the_ten_districts_fit_together_without_gap_or_overlap(embedded: Geography) -> None:
    assert len(embedded.areas) == 10
    assert shapely.coverage_is_valid([area.outline for area in embedded.areas])


def test_every_outline_we_carry_is_valid(embedded: Geography) -> None:
    rows = (*embedded.areas, *embedded.roder, *embedded.departments)
    outlines = [row.outline for row in rows if row.outline is not None]
    assert len(outlines) == 913
    assert shapely.is_valid(outlines).all()


@pytest.mark.parametrize("file", LAYERS)
def test_every_coordinate_we_carry_is_a_whole_number_of_decimetres(file: str) -> None:
    coordinates = shapely.get_coordinates(read_layer(layers.EMBEDDED / file).geometry) * 10
    assert numpy.abs(coordinates - coordinates.round()).max() < 1e-6


def test_departments_we_carry_lie_apart_from_the_water(embedded: Geography) -> None:
    water = shapely.union_all(embedded.water)
    dry = [row.outline for row in embedded.departments if row.outline is not None]
    assert sum(outline.intersection(water).area for outline in dry) < 0.01 * sum(outline.area for outline in dry)


def test_every_district_agrees_with_the_layers(official: Geography, embedded: Geography) -> None:
    pairs = zip(official.areas, embedded.areas, strict=True)
    assert min(iou(real.outline, ours.outline) for real, ours in pairs) >= 0.9985


@pytest.fixture(scope="module")
def rode_agreement(shared: Path, embedded: Geography) -> list[float]:
    """How well each carried rode agrees with the layer as it is delivered, as intersection over union."""
    layer = read_layer(shared / "geodata" / "rode.json")
    delivered = dict(zip(layer["rode_nr"], shapely.make_valid(layer.geometry.values), strict=True))
    assert len(delivered) == len(embedded.roder) == 399
    return [iou(delivered[rode.rode_no], rode.outline) for rode in embedded.roder]


def test_half_of_the_roder_agree_almost_wholly_with_the_layers(rode_agreement: list[float]) -> None:
    assert median(rode_agreement) >= 0.998


def test_no_rode_is_far_from_the_layers(rode_agreement: list[float]) -> None:
    assert min(rode_agreement) >= 0.98


def test_the_roder_fit_together_without_gap_or_overlap(embedded: Geography) -> None:
    assert shapely.coverage_is_valid([rode.outline for rode in embedded.roder])


def test_every_rode_lies_in_the_district_it_is_said_to(embedded: Geography) -> None:
    assert {rode.rode: bydel_of(rode.outline, embedded.areas) for rode in embedded.roder} == {
        rode.rode: rode.bydel_no for rode in embedded.roder
    }


def test_half_of_the_departments_agree_almost_wholly_with_the_layers(agreement: list[float]) -> None:
    assert median(agreement) >= 0.99


def test_no_department_is_far_from_the_layers(agreement: list[float]) -> None:
    assert min(agreement) >= 0.85


def test_no_border_we_carry_lies_farther_from_the_layers_than_its_figure_says(
    official: Geography, embedded: Geography
) -> None:
    carried = {row.department_id: row.outline for row in embedded.departments}
    for row in official.departments:
        if row.outline is not None:
            moved = shapely.hausdorff_distance(row.outline.boundary, carried[row.department_id].boundary)
            said = embedded.stated[row.department_id].accuracy_m
            assert METHODS["city layer"] + moved <= said <= METHODS["city layer"] + moved + 0.2


def test_no_department_lies_in_another_district_than_in_the_layers(official: Geography, embedded: Geography) -> None:
    districts = [
        {row.department_id: bydel_of(row.outline, given.areas) for row in given.departments}
        for given in (official, embedded)
    ]
    assert districts[0] == districts[1]


@pytest.fixture(scope="module")
def again(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layers generalised anew."""
    folder = tmp_path_factory.mktemp("again")
    generalise(shared / "geodata", folder, shared / "statistics")
    return folder


@pytest.mark.parametrize("file", FILES)
def test_generalising_again_gives_the_bytes_we_carry(again: Path, file: str) -> None:
    assert (again / file).read_bytes() == (layers.EMBEDDED / file).read_bytes()


# How it is done


def test_shapes_that_agree_wholly_have_one() -> None:
    assert iou(box(0, 0, 10, 10), box(0, 0, 10, 10)) == 1


def test_shapes_that_agree_by_half_have_a_third() -> None:
    assert iou(box(0, 0, 10, 10), box(5, 0, 15, 10)) == pytest.approx(1 / 3)


def test_shapes_apart_have_none() -> None:
    assert iou(box(0, 0, 10, 10), box(20, 0, 30, 10)) == 0


def test_shapes_without_area_have_none() -> None:
    assert iou(Point(0, 0).buffer(0), Point(0, 0).buffer(0)) == 0


def test_a_simpler_department_keeps_its_shape() -> None:
    round_house = Point(724_000, 6_176_000).buffer(30, quad_segs=64)
    simple = simplify_department(round_house)
    assert shapely.get_num_coordinates(simple) < 40
    assert iou(round_house, simple) >= 0.95


def test_a_narrow_department_is_not_simplified_away() -> None:
    narrow = Polygon([(0, 0), (50, 1), (100, 0), (100, 1.5), (50, 2.5), (0, 1.5)])
    assert iou(narrow, simplify_department(narrow)) >= 0.9


def test_simpler_neighbours_share_their_border() -> None:
    border = [(100 + (3 if step % 2 else 0), step * 2) for step in range(51)]
    west, east = Polygon([(0, 0), *border, (0, 100)]), Polygon([(200, 0), *border, (200, 100)])
    simple = simplify_bydele([west, east])
    assert sum(shapely.get_num_coordinates(outline) for outline in simple) < 30
    assert shapely.coverage_is_valid(simple)


def test_simpler_roder_share_their_border() -> None:
    border = [(100 + (3 if step % 2 else 0), step * 2) for step in range(51)]
    west, east = Polygon([(0, 0), *border, (0, 100)]), Polygon([(200, 0), *border, (200, 100)])
    simple = simplify_roder([west, east])
    assert sum(shapely.get_num_coordinates(outline) for outline in simple) < 30
    assert shapely.coverage_is_valid(simple)


def test_roder_that_a_simpler_border_would_change_too_much_are_refused() -> None:
    with pytest.raises(LayerError, match="roderne"):
        simplify_roder([Point(0, 0).buffer(3)])


def test_districts_that_overlap_are_refused() -> None:
    with pytest.raises(LayerError, match="passer ikke"):
        simplify_bydele([box(0, 0, 100, 100), box(50, 50, 150, 150)])


def test_how_far_an_outline_was_moved_is_told_in_decimetres_rounded_up() -> None:
    assert moved_m(box(0, 0, 100, 100), box(0, 0, 101.23, 100)) == 1.3


def test_an_outline_that_was_not_moved_has_no_distance() -> None:
    assert moved_m(box(0, 0, 100, 100), box(0, 0, 100, 100)) == 0


def test_departments_in_our_own_form_are_not_generalised_once_more(tmp_path: Path, embedded: Geography) -> None:
    bydele_json(tmp_path, embedded.areas)
    own_departments(tmp_path, [a_department("1-1", outline=GROUND)])
    with pytest.raises(LayerError, match="almene_boliger_kk.json"):
        generalise(tmp_path, tmp_path / "out")


GROUND = box(724_000, 6_175_000, 724_100, 6_175_100)  # in Copenhagen: a layer from elsewhere is refused before


def test_without_roder_or_statistics_those_we_carry_are_left_alone(tmp_path: Path, embedded: Geography) -> None:
    bydele_json(tmp_path, embedded.areas)
    departments_json(tmp_path, [a_department("1-1", outline=GROUND)])
    generalise(tmp_path, tmp_path / "out")
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {"bydele.geojson", "departments.geojson", "land.geojson", "water.geojson"}


def test_statistics_that_cannot_be_read_leave_every_file_alone(tmp_path: Path, embedded: Geography) -> None:
    bydele_json(tmp_path, embedded.areas)
    departments_json(tmp_path, [a_department("1-1", outline=GROUND)])
    (tmp_path / RODE_YEARS).write_text("name,year\n", encoding="utf-8")
    with pytest.raises(StatisticsError, match="samlede_socio_data_kbh"):
        generalise(tmp_path, tmp_path / "out", tmp_path)
    assert not (tmp_path / "out").exists()


def test_a_layer_that_contradicts_itself_is_not_carried(tmp_path: Path, embedded: Geography) -> None:
    bydele_json(tmp_path, embedded.areas)
    departments_json(
        tmp_path, [a_department("1-1", outline=GROUND), a_department("1-1", homes_family=90, outline=GROUND)]
    )
    with pytest.raises(LayerError, match="1-1"):
        generalise(tmp_path, tmp_path / "out")
