import json
import socket
from pathlib import Path

import geopandas
import pandas
import pyogrio
import pytest
from shapely.geometry import box

from geodata.errors import LayerError
from geodata.safe_open import read_layer
from tests.geodata.layer_files import SQUARE, a_feature, a_geojson

VRT = '<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


def a_geopackage(path: Path, layer: str = "one", crs: int | None = 25832) -> Path:
    frame = geopandas.GeoDataFrame({"name": ["a"]}, geometry=[box(720_000, 6_170_000, 720_100, 6_170_100)], crs=crs)
    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", append=path.exists())
    return path


def refusal(path: Path, **given: object) -> str:
    with pytest.raises(LayerError) as caught:
        read_layer(path, **given)
    return str(caught.value)


# What is read


def test_a_geojson_of_longitudes_and_latitudes_comes_out_in_metres(tmp_path: Path) -> None:
    frame = read_layer(a_geojson(tmp_path / "kort.geojson", a_feature()))
    assert frame.crs.to_epsg() == 25832
    assert frame.geometry[0].centroid.distance(box(723_300, 6_172_800, 723_400, 6_172_900)) < 200


@pytest.mark.parametrize(
    "name",
    [
        "kort.geojson",
        "kort.json",
        "KORT.GEOJSON",
        "med mellemrum/kort.geojson",
        "bydele/Nørrebro på kortet æøå.geojson",
        "100 % af #1?.geojson",
        "udpakket.zip/kort.geojson",
        "{7}.geojson",
    ],
)
def test_a_layer_is_read_whatever_its_path_is_called(tmp_path: Path, name: str) -> None:
    assert len(read_layer(a_geojson(tmp_path / name, a_feature(), a_feature()))) == 2


def test_features_keep_the_order_and_the_values_of_the_file(tmp_path: Path) -> None:
    path = a_geojson(tmp_path / "kort.json", a_feature(name="Ågården"), a_feature(name="Blågården"))
    assert list(read_layer(path)["name"]) == ["Ågården", "Blågården"]


def test_a_feature_may_be_without_an_outline(tmp_path: Path) -> None:
    frame = read_layer(a_geojson(tmp_path / "kort.json", a_feature(), a_feature(None)))
    assert frame.geometry[1] is None


def test_a_byte_order_mark_is_no_hindrance(tmp_path: Path) -> None:
    path = a_geojson(tmp_path / "kort.json", a_feature())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_layer(path)) == 1


def test_a_geopackage_is_read(tmp_path: Path) -> None:
    frame = read_layer(a_geopackage(tmp_path / "kort.gpkg"))
    assert frame.geometry[0].bounds == (720_000, 6_170_000, 720_100, 6_170_100)


def test_the_layer_asked_for_is_the_one_read(tmp_path: Path) -> None:
    path = a_geopackage(a_geopackage(tmp_path / "kort.gpkg"), "two", crs=4326)
    assert read_layer(path, layer="one").geometry[0].bounds == (720_000, 6_170_000, 720_100, 6_170_100)


# What is refused


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "findes ikke" in refusal(tmp_path / "kort.geojson")


def test_a_folder_is_no_layer(tmp_path: Path) -> None:
    (tmp_path / "kort.geojson").mkdir()
    assert "findes ikke" in refusal(tmp_path / "kort.geojson")


@pytest.mark.parametrize("name", ["kort.shp", "kort.vrt", "kort.kml", "kort.zip", "kort.csv", "kort"])
def test_other_suffixes_than_geojson_and_geopackage_are_refused(tmp_path: Path, name: str) -> None:
    path = a_geojson(tmp_path / name, a_feature())
    assert "læses ikke" in refusal(path)


@pytest.mark.parametrize("name", ["kort.geojson", "kort.json", "kort.gpkg"])
@pytest.mark.parametrize("before", ["", "\n \n", '{"type": "FeatureCollection"}'], ids=["bare", "blanks", "as json"])
def test_an_indirection_that_calls_itself_a_layer_is_refused(tmp_path: Path, name: str, before: str) -> None:
    target = a_geojson(tmp_path / "target.geojson", a_feature(name="HEMMELIGT"))
    (tmp_path / name).write_text(before + VRT.format(target), encoding="utf-8")
    assert "HEMMELIGT" not in refusal(tmp_path / name)


@pytest.mark.parametrize("name", ["kort.json", "kort.gpkg"])
def test_content_is_held_against_the_name_before_any_driver_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(pyogrio, "read_info", lambda source, **_: opened.append(source))
    (tmp_path / name).write_text(VRT.format("target.geojson"), encoding="utf-8")
    refusal(tmp_path / name)
    assert opened == []


@pytest.mark.parametrize("kind", ["link", "url", "EPSG", "Name"])
def test_a_coordinate_system_that_is_not_a_name_is_refused(tmp_path: Path, kind: str) -> None:
    path = a_geojson(tmp_path / "kort.json", a_feature())
    crs = {"type": kind, "properties": {"href": "http://localhost:9/", "type": "ogcwkt"}}
    path.write_text(json.dumps({"crs": crs, **json.loads(path.read_text(encoding="utf-8"))}), encoding="utf-8")
    assert "henvisning" in refusal(path)


@pytest.mark.parametrize("place", ["feature", "geometry"])
def test_a_link_deep_inside_is_refused_too(tmp_path: Path, place: str) -> None:
    feature = a_feature()
    (feature if place == "feature" else feature["geometry"])["crs"] = {"type": "link", "properties": {}}
    assert "henvisning" in refusal(a_geojson(tmp_path / "kort.json", feature))


def test_a_named_coordinate_system_is_the_one_used(tmp_path: Path) -> None:
    ring = [[724_000, 6_176_000], [724_100, 6_176_000], [724_100, 6_176_100], [724_000, 6_176_000]]
    path = a_geojson(tmp_path / "kort.json", a_feature(ring))
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    path.write_text(json.dumps({"crs": crs, **json.loads(path.read_text(encoding="utf-8"))}), encoding="utf-8")
    assert read_layer(path).geometry[0].bounds == (724_000, 6_176_000, 724_100, 6_176_100)


def test_json_that_is_nested_beyond_measure_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kort.json").write_text('{"a":' * 200_000, encoding="utf-8")
    assert "kan ikke læses" in refusal(tmp_path / "kort.json")


def test_the_indirection_driver_is_not_even_there() -> None:
    assert "OGR_VRT" not in pyogrio.list_drivers()


@pytest.mark.parametrize(
    "content",
    [
        b'{"type": "Topology", "objects": {}, "arcs": []}',
        b'{"geometryType": "esriGeometryPoint", "features": []}',
        b'{"hello": 1}',
        b"[1, 2]",
        b"",
        b"<html>502 Bad Gateway</html>",
        '{"type": "FeatureCollection", "features": []}'.encode("utf-16"),
    ],
    ids=["topojson", "esrijson", "other json", "list", "nothing", "html", "utf-16"],
)
def test_what_is_no_geojson_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kort.json").write_bytes(content)
    assert "GeoJSON" in refusal(tmp_path / "kort.json")


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(4000)],
    ids=["nothing", "text", "head only", "head and noughts"],
)
def test_what_is_no_geopackage_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kort.gpkg").write_bytes(content)
    assert "GPKG" in refusal(tmp_path / "kort.gpkg")


@pytest.mark.parametrize("kept", [0.99, 0.5, 0.1])
def test_a_truncated_layer_is_refused(tmp_path: Path, kept: float) -> None:
    path = a_geojson(tmp_path / "kort.json", *[a_feature(number=number) for number in range(20)])
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    assert "kan ikke læses" in refusal(path)


def test_a_truncated_geopackage_is_refused(tmp_path: Path) -> None:
    path = a_geopackage(tmp_path / "kort.gpkg")
    path.write_bytes(path.read_bytes()[:5000])
    assert "kan ikke læses" in refusal(path)


def test_an_empty_layer_is_refused(tmp_path: Path) -> None:
    assert "tomt" in refusal(a_geojson(tmp_path / "kort.json"))


def test_a_table_without_shapes_is_refused(tmp_path: Path) -> None:
    pyogrio.write_dataframe(pandas.DataFrame({"a": [1]}), tmp_path / "kort.gpkg", layer="one", driver="GPKG")
    assert refusal(tmp_path / "kort.gpkg")


def test_a_layer_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "three" in refusal(a_geopackage(tmp_path / "kort.gpkg"), layer="three")


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_layer_without_a_coordinate_system_is_refused(tmp_path: Path) -> None:
    assert "koordinatsystem" in refusal(a_geopackage(tmp_path / "kort.gpkg", crs=None))


def test_a_file_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    path = a_geojson(tmp_path / "kort.json", a_feature())
    assert len(read_layer(path, max_bytes=path.stat().st_size)) == 1


def test_a_file_a_byte_larger_than_allowed_is_refused(tmp_path: Path) -> None:
    path = a_geojson(tmp_path / "kort.json", a_feature())
    assert "fylder" in refusal(path, max_bytes=path.stat().st_size - 1)


def test_as_many_features_as_allowed_are_read(tmp_path: Path) -> None:
    assert len(read_layer(a_geojson(tmp_path / "kort.json", a_feature(), a_feature()), max_features=2)) == 2


def test_one_feature_more_than_allowed_is_refused(tmp_path: Path) -> None:
    path = a_geojson(tmp_path / "kort.json", a_feature(), a_feature(), a_feature())
    assert "3 objekter; grænsen er 2" in refusal(path, max_features=2)


@pytest.mark.parametrize(
    "ring",
    [[[lon * 60_000, lat * 110_000] for lon, lat in SQUARE], [[lon, lat + 500] for lon, lat in SQUARE]],
    ids=["metres said to be degrees", "no such latitude"],
)
def test_places_that_are_nowhere_on_earth_are_refused(tmp_path: Path, ring: list) -> None:
    assert refusal(a_geojson(tmp_path / "kort.json", a_feature(ring)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mangler.json", None),
        ("kort.shp", b"x"),
        ("falsk.gpkg", b"hello"),
        ("tom.geojson", b'{"type": "FeatureCollection", "features": []}'),
        ("afbrudt.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feat'),
    ],
)
def test_every_refusal_names_the_file_and_what_to_do_in_two_lines(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    what, remedy = refusal(tmp_path / name).splitlines()
    assert name in what
    assert remedy.endswith(".")
    assert "Traceback" not in what


@pytest.mark.parametrize(
    "crs",
    [
        None,
        {"type": "name", "properties": {"name": "mit eget"}},
        {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs"}},
        {"type": "URL", "properties": {"url": "http://127.0.0.1:9/crs"}},
    ],
    ids=["none on purpose", "a name nobody knows", "a link", "an address"],
)
def test_a_coordinate_system_that_is_no_known_name_is_refused(tmp_path: Path, crs: object) -> None:
    path = a_geojson(tmp_path / "kort.json", a_feature())
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "crs": crs}), encoding="utf-8")
    assert "koordinatsystem" in refusal(path)


@pytest.mark.parametrize("key", ["crs", "CRS", "Crs"])
def test_a_link_hidden_in_a_feature_is_refused_without_a_request(tmp_path: Path, key: str) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        link = {"type": "link", "properties": {"href": f"http://127.0.0.1:{listener.getsockname()[1]}/"}}
        path = a_geojson(tmp_path / "kort.json", {**a_feature(), key: link})
        assert "henvisning" in refusal(path)
        with pytest.raises(TimeoutError):
            listener.accept()
