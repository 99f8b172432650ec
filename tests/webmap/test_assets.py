"""The drawn files: immutable, compressed, and nothing else."""

import json
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from geodata.names import slug


@pytest.fixture
def base(client: FlaskClient) -> str:
    return f"/r/{client.get('/healthz').json['render']}"


def test_a_file_comes_in_brotli_where_it_is_taken(client: FlaskClient, base: str) -> None:
    answer = client.get(f"{base}/bydele.json", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(json.loads(brotli.decompress(answer.data))["features"]) == 10


def test_a_file_comes_plain_where_nothing_else_is_taken(client: FlaskClient, base: str) -> None:
    answer = client.get(f"{base}/bydele.json", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert answer.json["type"] == "FeatureCollection"


def test_a_drawn_file_may_be_kept_for_a_year(client: FlaskClient, base: str) -> None:
    answer = client.get(f"{base}/map.js")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"


@pytest.mark.parametrize(
    "name",
    ["../../current", "..%2f..%2fcurrent", "%2e%2e/current", "images/../../../current", "x.json", ".", "bydele.json.br",
     "/etc/passwd", "map.js%00.json", "images",
     "a" * 300 + ".js", "..\\..\\current"],
)  # fmt: skip
def test_nothing_but_the_drawn_files_is_served(client: FlaskClient, base: str, name: str) -> None:
    assert client.get(f"{base}/{name}").status_code in (404, 308)


@pytest.mark.parametrize("folder", ["..", ".tmp-1", "0" * 12, "%2e%2e", "a" * 300, f"{'0' * 12}-0.1.0-00000000"])
def test_no_folder_but_a_drawn_one_is_served(client: FlaskClient, folder: str) -> None:
    assert client.get(f"/r/{folder}/map.js").status_code == 404


def test_leaflet_comes_from_the_pinned_package_and_asks_for_no_source_map(client: FlaskClient, base: str) -> None:
    text = client.get(f"{base}/leaflet.js").get_data(as_text=True)
    assert "Leaflet 1.9.3" in text
    assert "sourceMappingURL" not in text


def test_shapes_are_lon_lat_with_five_decimals_in_copenhagen(client: FlaskClient, base: str) -> None:
    shapes = client.get(f"{base}/departments.json").json
    for feature in shapes["features"]:
        for lon, lat in _vertices(feature["geometry"]["coordinates"]):
            assert 12.4 < lon < 12.75 and 55.6 < lat < 55.75
            assert round(lon, 5) == lon and round(lat, 5) == lat


def test_every_department_but_the_one_without_an_outline_is_drawn(client: FlaskClient, base: str) -> None:
    ids = {feature["properties"]["id"] for feature in client.get(f"{base}/departments.json").json["features"]}
    assert len(ids) == 504
    assert "233-1005" not in ids


def test_the_map_of_districts_fetches_only_the_departments_of_plans(client: FlaskClient, base: str) -> None:
    drawn = {
        feature["properties"]["id"] for feature in client.get(f"{base}/departments-in-plans.json").json["features"]
    }
    assert drawn == set(client.get(f"{base}/daekning-2026-default.json").json["departments"])


def test_the_values_of_a_year_hold_no_shape(client: FlaskClient, base: str) -> None:
    values = client.get(f"{base}/daekning-2026-default.json").json
    assert values["bydele"]["3"]["lines"][1] == "Mindst 35,1\u00a0% af de almene boliger"
    assert len(values["departments"]) == 34
    assert values["bydele"]["5"]["fill"] == "url(#hatch-unknown)"


def test_slugs_in_the_shapes_are_those_of_the_urls(client: FlaskClient, base: str) -> None:
    for feature in client.get(f"{base}/bydele.json").json["features"]:
        assert feature["properties"]["slug"] == slug(feature["properties"]["name"])


def test_two_renders_of_one_snapshot_are_byte_for_byte_alike(store: Path, cache: Path, tmp_path: Path) -> None:
    from geodata.store import current_id
    from webmap.render import render

    again = render(store, current_id(store), tmp_path)
    first = cache / again.name
    names = sorted(path.relative_to(first).as_posix() for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file())
    assert all((first / name).read_bytes() == (again / name).read_bytes() for name in names)


def _vertices(coordinates: list) -> list:
    if isinstance(coordinates[0], float):
        return [coordinates]
    return [vertex for part in coordinates for vertex in _vertices(part)]
