"""The Folium shells: a script a base map, without data, of Folium's own making."""

import folium
import pytest

from webmap.drawn import MAPS, script_file
from webmap.render.shell import PayloadLayer, base_map, script_of, scripts

BOUNDS = (55.61, 12.45, 55.73, 12.73)
each_base = pytest.mark.parametrize("base", MAPS)


@each_base
def test_a_base_map_is_a_folium_map_of_fetched_layers_from_the_ground_up(base: str) -> None:
    shown = base_map(BOUNDS, MAPS[base])
    assert isinstance(shown, folium.Map)
    layers = [child for child in shown._children.values() if isinstance(child, PayloadLayer)]
    assert [(layer.spec["role"], layer.spec["payload"]) for layer in layers] == list(MAPS[base])
    assert layers[0].spec["role"] == "land"


@each_base
def test_the_script_holds_no_feature_and_no_foreign_address(base: str) -> None:
    script = scripts(BOUNDS)[script_file(base)].decode()
    assert "coordinates" not in script
    assert "http" not in script
    assert "$(" not in script  # nothing of jQuery


def test_there_is_one_script_a_base_map_and_it_is_the_same_each_time() -> None:
    assert set(scripts(BOUNDS)) == {script_file(base) for base in MAPS}
    assert scripts(BOUNDS) == scripts(BOUNDS)


def test_every_shape_that_is_asked_about_can_be_pointed_at_and_the_ground_cannot() -> None:
    script = scripts(BOUNDS)[script_file("roder")].decode()
    assert '"className": "shape roder"' in script
    for role, interactive in (("land", "false"), ("roder", "true"), ("outlines", "false")):
        spec = next(line for line in script.splitlines() if f"shape {role}" in line)
        at = script.index(spec)
        assert f'"interactive": {interactive}' in script[at - 200 : at + 200]


def test_a_layer_added_by_someone_who_knows_folium_is_drawn_too() -> None:
    shown = base_map(BOUNDS, MAPS["departments"])
    folium.CircleMarker([55.67, 12.57], radius=5).add_to(shown)
    assert "L.circleMarker" in script_of(shown)
