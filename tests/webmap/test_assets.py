"""The drawn files: immutable, compressed, and nothing else."""

import json
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient

from tests.webmap.conftest import json_of
from webmap.drawn import MAPS, POINTS
from webmap.facts import Facts


@pytest.fixture
def base(client: FlaskClient) -> str:
    return f"/r/{json_of(client.get('/healthz'))['render']}"


def test_a_file_comes_in_brotli_where_it_is_taken(client: FlaskClient, base: str) -> None:
    answer = client.get(f"{base}/bydele.json", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert len(json.loads(brotli.decompress(answer.data))["features"]) == 10


def test_a_file_comes_plain_where_nothing_else_is_taken(client: FlaskClient, base: str) -> None:
    answer = client.get(f"{base}/bydele.json", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert json_of(answer)["type"] == "FeatureCollection"


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
    shapes = json_of(client.get(f"{base}/departments.json"))
    for feature in shapes["features"]:
        for lon, lat in _vertices(feature["geometry"]["coordinates"]):
            assert 12.4 < lon < 12.75 and 55.6 < lat < 55.75
            assert round(lon, 5) == lon and round(lat, 5) == lat


def test_every_department_but_the_one_without_an_outline_is_drawn(client: FlaskClient, base: str) -> None:
    ids = {feature["properties"]["id"] for feature in json_of(client.get(f"{base}/departments.json"))["features"]}
    assert len(ids) == 504
    assert "233-1005" not in ids


def test_the_map_of_districts_fetches_only_the_departments_that_a_plan_lists(
    client: FlaskClient, base: str, facts: Facts
) -> None:
    drawn = {
        feature["properties"]["id"] for feature in json_of(client.get(f"{base}/departments-in-plans.json"))["features"]
    }
    assert drawn == set(facts.tied(row.listed_id for row in facts.memberships))


@pytest.mark.parametrize("name", sorted({payload for layers in MAPS.values() for _, payload in layers}))
def test_the_shapes_carry_an_id_and_nothing_that_is_said_of_them(client: FlaskClient, base: str, name: str) -> None:
    for feature in json_of(client.get(f"{base}/{name}"))["features"]:
        assert set(feature["properties"]) <= {"id", "neighbours"}


def test_every_district_rode_and_plan_has_a_point_for_its_label(client: FlaskClient, base: str, facts: Facts) -> None:
    points = json_of(client.get(f"{base}/{POINTS}"))
    assert {f"bydel/{no}" for no in facts.bydele} <= set(points)
    assert {f"place/{slug}" for slug in facts.places} <= set(points)
    assert {"plan/noerrebro-2026", "plan/amager-2026", "subject/medfinansiering-2026"} <= set(points)
    assert all(55.6 < lat < 55.75 and 12.4 < lon < 12.75 for lat, lon in points.values())


def test_two_renders_of_one_snapshot_are_byte_for_byte_alike(store: Path, cache: Path, tmp_path: Path) -> None:
    from geodata.store import current_id
    from webmap.render import render

    again = render(store, current_id(store), tmp_path)
    first = cache / again.name
    names = sorted(path.relative_to(first).as_posix() for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again).as_posix() for path in again.rglob("*") if path.is_file())
    assert all((first / name).read_bytes() == (again / name).read_bytes() for name in names)


def _vertices(coordinates: list[Any]) -> list[Any]:
    if isinstance(coordinates[0], float):
        return [coordinates]
    return [vertex for part in coordinates for vertex in _vertices(part)]
